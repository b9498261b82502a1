-- Letters (c, k, x, z) stand where a published figure is hidden; counts tell a share closer than whole percents do.
with compared as (
    select * from {{ source('catalogue', 'measure_benchmarks') }}
    where return_id = 'ssda903'
),

benchmark as (
    select * from {{ source('catalogue', 'benchmarks') }}
    where la_code is not null or area = 'England'
),

final as (
    select
        compared.measure,
        compared.age_group,
        benchmark.area,
        benchmark.la_code as local_authority_code,
        cast(benchmark.year as integer) as year_ending,
        try_cast(benchmark.count as bigint) as numerator,
        try_cast(total.count as bigint) as denominator,
        try_cast(benchmark.percent as double) as published_percent
    from compared
    inner join benchmark
        on
            compared.benchmark_measure = benchmark.measure
            and compared.benchmark_group = benchmark.age_or_group
            and compared.benchmark_breakdown = benchmark.breakdown
    left join benchmark as total
        on
            benchmark.measure = total.measure
            and benchmark.age_or_group = total.age_or_group
            and benchmark.area = total.area
            and benchmark.year = total.year
            and compared.benchmark_total = total.breakdown
)

select * from final
