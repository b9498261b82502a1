with

item as (

    select
        collection_year,
        child as child_id,
        'IN_TOUCH' as code_set,
        in_touch as code
    from {{ ref('ssda903__oc3') }}
    union all
    select
        collection_year,
        child as child_id,
        'ACTIV' as code_set,
        activ as code
    from {{ ref('ssda903__oc3') }}
    union all
    select
        collection_year,
        child as child_id,
        'ACCOM' as code_set,
        accom as code
    from {{ ref('ssda903__oc3') }}

)

select
    item.collection_year,
    item.child_id,
    item.code_set,
    item.code
from item
left join {{ source('catalogue', 'codes') }} as codes
    on
        item.code_set = codes.code_set
        and item.code = codes.code
        and (codes.valid_from_year is null or item.collection_year >= codes.valid_from_year)
        and (codes.valid_to_year is null or item.collection_year <= codes.valid_to_year)
where codes.code is null
