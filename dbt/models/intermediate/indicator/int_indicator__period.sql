with run_settings as (select * from {{ source('landing', 'run_settings') }}),

quarters_back as (
    -- Three years, of which the last quarters each end a rolling year: two years that overlapped would leave over the
    -- few people of a quarter or two, as their difference.
    select unnest(range(0, 12)) as quarters_back
),

ends as (
    select
        quarters_back.quarters_back,
        -- The first day after the last quarter that has ended by as_at, stepped back three months at a time.
        {{ add_months(
            dbt.date_trunc('quarter', dbt.dateadd('day', 1, 'run_settings.as_at')),
            '-3 * quarters_back.quarters_back'
        ) }}
            as next_period_start_date
    from quarters_back
    cross join run_settings
),

final as (
    select
        cast({{ dbt.dateadd('day', -1, 'next_period_start_date') }} as date) as period_end_date,
        {{ add_months('next_period_start_date', -3) }} as period_start_date,
        {{ add_months('next_period_start_date', -12) }} as year_start_date,
        quarters_back % 4 = 0 as is_year_end,
        quarters_back = 0 as is_latest_year_end
    from ends
)

select * from final
