-- Small numbers are hidden here; what they leave over in other numbers is hidden when the copy without persons is made.
with cells as (select * from {{ ref('int_indicator__cell') }}),

classed as (
    select
        *,
        case
            when is_period_empty then 'x'
            when denominator = 0 then 'z'
            when {{ is_small('numerator', 'denominator') }} then 'c'
            else 'shown'
        end as status
    from cells
),

final as (
    select
        local_authority_code,
        indicator_id,
        period_kind,
        period_end_date,
        age_band,
        case when status = 'shown' then numerator end as numerator_shown,
        case when status = 'shown' then denominator end as denominator_shown,
        case when status = 'shown' then round(100.0 * numerator / denominator, 1) end as value_shown,
        status
    from classed
)

select * from final
