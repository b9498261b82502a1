-- Collection years that have begun, from the first that asks for care leavers up to 25.
with first_year as (
    select value as collection_year from {{ source('catalogue', 'parameters') }}
    where parameter = 'first_collection_year'
),

collection_year as (
    select collection_year.*
    from {{ source('catalogue', 'collection_years') }} as collection_year
    inner join first_year on collection_year.collection_year >= first_year.collection_year
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

months_after as (
    select cast(value as integer) as month_count from {{ source('catalogue', 'parameters') }}
    where parameter = 'contact_window_months_after'
),

final as (
    select
        collection_year.collection_year,
        collection_year.start_date,
        collection_year.end_date,
        least(collection_year.end_date, run_settings.as_at) as known_to_date,
        {{ add_months('collection_year.end_date', 'months_after.month_count') }} as last_window_date
    from collection_year
    cross join run_settings
    cross join months_after
    where collection_year.start_date <= run_settings.as_at
)

select * from final
