-- The total of a rolling year less the bands that are shown leaves no count of 1 to 5 and no complement of one.
with series as (

    select * from {{ ref('rpt_indicator_series') }}

),

differenced as (

    select
        local_authority_code,
        indicator_id,
        period_end_date,
        sum(case when age_band = 'all' then numerator_shown else -numerator_shown end) as left_numerator,
        sum(case when age_band = 'all' then denominator_shown else -denominator_shown end) as left_denominator
    from series
    where period_kind = 'rolling_year' and status = 'shown'
    group by local_authority_code, indicator_id, period_end_date
    having count_if(age_band = 'all') = 1

),

final as (

    select *
    from differenced
    where left_numerator between 1 and 5 or left_denominator - left_numerator between 1 and 5

)

select * from final
