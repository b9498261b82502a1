with

item as (

    select collection_year, "CHILD" as child_id, 'IN_TOUCH' as code_set, "IN_TOUCH" as code
    from {{ ref('ssda903__oc3') }}
    union all
    select collection_year, "CHILD", 'ACTIV', "ACTIV" from {{ ref('ssda903__oc3') }}
    union all
    select collection_year, "CHILD", 'ACCOM', "ACCOM" from {{ ref('ssda903__oc3') }}

)

select item.collection_year, item.child_id, item.code_set, item.code
from item
left join {{ source('catalogue', 'codes') }} as codes
    on
        item.code_set = codes.code_set
        and item.code = codes.code
        and (codes.valid_from_year is null or codes.valid_from_year <= item.collection_year)
        and (codes.valid_to_year is null or codes.valid_to_year >= item.collection_year)
where codes.code is null
