with indicator_values as (select * from {{ ref('int_indicator__value') }}),

periods as (select * from {{ ref('int_indicator__period') }}),

final as (
    -- Everybody once a year: at the latest quarter end in the year at which the indicator spoke of them.
    select
        indicator_values.local_authority_code,
        periods.period_end_date,
        indicator_values.person_id,
        indicator_values.indicator_id,
        indicator_values.age_band,
        indicator_values.is_met
    from indicator_values
    inner join periods
        on indicator_values.period_end_date between periods.year_start_date and periods.period_end_date
    where periods.is_year_end
    qualify
        row_number() over (
            partition by
                indicator_values.local_authority_code, periods.period_end_date,
                indicator_values.person_id, indicator_values.indicator_id
            order by indicator_values.period_end_date desc
        ) = 1
)

select * from final
