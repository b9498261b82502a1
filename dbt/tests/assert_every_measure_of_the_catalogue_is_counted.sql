-- The catalogue and the tables that the return is measured in name the same measures.
with catalogued as (
    select measure from {{ source('catalogue', 'return_measures') }}
),

counted as (
    {{ measure_columns() }}
),

final as (
    select
        catalogued.measure as catalogued_measure,
        counted.measure as counted_measure
    from catalogued
    full outer join counted on catalogued.measure = counted.measure
    where catalogued.measure is null or counted.measure is null
)

select * from final
