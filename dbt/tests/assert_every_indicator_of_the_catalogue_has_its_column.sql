-- The catalogue and the eight indicator tables name the same indicators, each in its own domain.
with catalogued as (

    select
        indicator_id,
        domain_id
    from {{ source('catalogue', 'indicators') }}

),

built as (

    {{ indicator_columns() }}

),

final as (

    select
        coalesce(catalogued.indicator_id, built.indicator_id) as indicator_id,
        catalogued.domain_id as catalogued_domain_id,
        built.domain_id as built_domain_id
    from catalogued
    full outer join built on catalogued.indicator_id = built.indicator_id and catalogued.domain_id = built.domain_id
    where catalogued.indicator_id is null or built.indicator_id is null

)

select * from final
