-- No count of 1 to 5 and no complement of one leaves the warehouse, and a hidden cell shows nothing at all.
with series as (

    select * from {{ ref('rpt_indicator_series') }}

),

final as (

    select
        local_authority_code,
        indicator_id,
        period_kind,
        period_end_date,
        age_band,
        status
    from series
    where
        {{ is_few('numerator_shown') }}
        or {{ is_few('denominator_shown - numerator_shown') }}
        or (status <> 'shown' and coalesce(numerator_shown, denominator_shown, value_shown) is not null)
        or (status = 'shown' and (numerator_shown is null or denominator_shown is null or value_shown is null))

)

select * from final
