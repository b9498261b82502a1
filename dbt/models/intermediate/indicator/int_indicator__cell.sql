with counts as (select * from {{ ref('int_indicator__count') }}),

periods as (select * from {{ ref('int_indicator__period') }}),

cohort as (select * from {{ ref('int_domain__cohort') }}),

indicators as (select * from {{ source('catalogue', 'indicators') }}),

authorities as (
    select local_authority_code
    from cohort
    group by local_authority_code
),

breakdowns as (
    select
        'quarter' as period_kind,
        'all' as age_band
    union all
    select
        'rolling_year' as period_kind,
        'all' as age_band
    union all
    select
        'rolling_year' as period_kind,
        '17-18' as age_band
    union all
    select
        'rolling_year' as period_kind,
        '19-21' as age_band
    union all
    select
        'rolling_year' as period_kind,
        '22-25' as age_band
),

grid as (
    select
        authorities.local_authority_code,
        indicators.indicator_id,
        breakdowns.period_kind,
        periods.period_end_date,
        breakdowns.age_band
    from authorities
    cross join indicators
    cross join breakdowns
    cross join periods
    where
        breakdowns.period_kind = 'quarter'
        or periods.is_year_end and breakdowns.age_band = 'all'
        or periods.is_latest_year_end
),

final as (
    select
        grid.local_authority_code,
        grid.indicator_id,
        grid.period_kind,
        grid.period_end_date,
        grid.age_band,
        coalesce(counts.numerator, 0) as numerator,
        coalesce(counts.denominator, 0) as denominator,
        sum(coalesce(counts.denominator, 0)) over (
            partition by grid.local_authority_code, grid.indicator_id, grid.period_kind, grid.period_end_date
        ) = 0 as is_period_empty
    from grid
    left join counts
        on
            grid.local_authority_code = counts.local_authority_code
            and grid.indicator_id = counts.indicator_id
            and grid.period_kind = counts.period_kind
            and grid.period_end_date = counts.period_end_date
            and grid.age_band = counts.age_band
)

select * from final
