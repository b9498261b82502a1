-- The collection years of each module of the return, with the rule by which records belong to them.
with module as (
    select * from {{ source('catalogue', 'return_modules') }}
    where return_id = 'ssda903'
),

year as (
    select * from {{ ref('int_return__year') }}
),

collection_year as (
    select * from {{ source('catalogue', 'collection_years') }}
),

final as (
    select
        module.module,
        year.collection_year,
        module.year_rule,
        year.start_date,
        year.end_date,
        year.known_to_date,
        collection_year.start_date as module_start_date
    from module
    inner join year
        on
            (module.valid_from_year is null or module.valid_from_year <= year.collection_year)
            and (module.valid_to_year is null or module.valid_to_year >= year.collection_year)
    left join collection_year on module.valid_from_year = collection_year.collection_year
)

select * from final
