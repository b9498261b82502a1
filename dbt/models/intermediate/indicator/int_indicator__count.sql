with quarterly as (select * from {{ ref('int_indicator__value') }}),

rolling as (select * from {{ ref('int_indicator__rolling_value') }}),

stacked as (
    select
        local_authority_code,
        indicator_id,
        'quarter' as period_kind,
        period_end_date,
        'all' as age_band,
        is_met
    from quarterly
    union all
    select
        local_authority_code,
        indicator_id,
        'rolling_year' as period_kind,
        period_end_date,
        'all' as age_band,
        is_met
    from rolling
    union all
    select
        local_authority_code,
        indicator_id,
        'rolling_year' as period_kind,
        period_end_date,
        age_band,
        is_met
    from rolling
    where age_band is not null
),

final as (
    select
        local_authority_code,
        indicator_id,
        period_kind,
        period_end_date,
        age_band,
        count_if(is_met) as numerator,
        count(*) as denominator
    from stacked
    group by local_authority_code, indicator_id, period_kind, period_end_date, age_band
)

select * from final
