with

in_return as (

    select
        local_authority_code,
        collection_year,
        child
    from {{ ref('ssda903__episodes') }}
    union
    select
        local_authority_code,
        collection_year,
        child
    from {{ ref('ssda903__oc3') }}

)

select
    coalesce(header.collection_year, in_return.collection_year) as collection_year,
    coalesce(header.child, in_return.child) as child_id
from {{ ref('ssda903__header') }} as header
full outer join in_return
    on
        header.local_authority_code = in_return.local_authority_code
        and header.collection_year = in_return.collection_year
        and header.child = in_return.child
where header.child is null or in_return.child is null
