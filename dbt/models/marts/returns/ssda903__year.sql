with year as (
    select * from {{ ref('int_return__year') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

final as (
    select
        year.collection_year,
        year.start_date,
        year.end_date,
        year.known_to_date,
        year.last_window_date,
        -- Until the last contact window has closed, a later run may say something else about a birthday in March.
        year.last_window_date > run_settings.as_at as is_provisional
    from year
    cross join run_settings
)

select * from final
