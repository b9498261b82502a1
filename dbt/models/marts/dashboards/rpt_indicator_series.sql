with cells as (select * from {{ ref('int_indicator__cell') }}),

judged as (
    select
        *,
        {{ is_small('numerator', 'denominator') }} as is_hidden
    from cells
),

compared as (
    -- The bands of a rolling year add up to its total: one hidden band alone could be had by difference.
    select
        *,
        count_if(is_hidden and age_band <> 'all') over (
            partition by local_authority_code, indicator_id, period_kind, period_end_date
        ) as hidden_bands_count,
        row_number() over (
            partition by local_authority_code, indicator_id, period_kind, period_end_date
            order by (age_band <> 'all' and not is_hidden and denominator > 0) desc, denominator asc, age_band asc
        ) as place_among_shown
    from judged
),

classed as (
    select
        *,
        case
            when is_period_empty then 'x'
            when denominator = 0 then 'z'
            when is_hidden then 'c'
            when hidden_bands_count = 1 and age_band <> 'all' and place_among_shown = 1 then 'c'
            else 'shown'
        end as status
    from compared
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
