with indicators as (select * from {{ source('catalogue', 'indicators') }}),

benchmarks as (select * from {{ source('catalogue', 'benchmarks') }}),

final as (
    select
        indicators.indicator_id,
        benchmarks.year,
        benchmarks.area,
        case benchmarks.age_or_group
            when '17 to 18 years' then '17-18'
            when 'Aged 17 to 18' then '17-18'
            when '19 to 21 years' then '19-21'
            when 'Aged 19 to 21' then '19-21'
            else 'all'
        end as age_band,
        try_cast(benchmarks.percent as double) as value_shown
    from indicators
    inner join benchmarks
        on
            indicators.benchmark_measure = benchmarks.measure
            and indicators.benchmark_breakdown = benchmarks.breakdown
    -- Hidden figures are letters (c, k, x, z) and single ages are not shown beside bands.
    where
        try_cast(benchmarks.percent as double) is not null
        and benchmarks.age_or_group not in (
            '17 years', '18 years', '19 years', '20 years', '21 years', 'Aged 22', 'Aged 23', 'Aged 24', 'Aged 25'
        )
)

select * from final
