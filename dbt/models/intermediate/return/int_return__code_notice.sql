-- Codes that a file gives as recorded though the catalogue does not have them in that year.
with item as (
    {{ of_every_module("provenance", ["child_id", "line", "item", "value"]) }}
),

coded_item as (
    select * from {{ source('catalogue', 'return_items') }}
    where return_id = 'ssda903' and type = 'code' and code_set is not null
),

code as (
    select * from {{ source('catalogue', 'codes') }}
),

person as (
    select * from {{ ref('dim_person') }}
),

final as (
    select
        item.local_authority_code,
        item.collection_year,
        item.module,
        person.person_id,
        item.line,
        item.item,
        'to check' as kind,
        'code not valid in this year' as reason
    from item
    inner join coded_item
        on
            item.module = coded_item.module
            and item.item = coded_item.item
            and (coded_item.valid_from_year is null or item.collection_year >= coded_item.valid_from_year)
            and (coded_item.valid_to_year is null or item.collection_year <= coded_item.valid_to_year)
    inner join person
        on item.local_authority_code = person.local_authority_code and item.child_id = person.lcs_person_id
    left join code
        on
            coded_item.code_set = code.code_set
            and item.value = code.code
            and (code.valid_from_year is null or item.collection_year >= code.valid_from_year)
            and (code.valid_to_year is null or item.collection_year <= code.valid_to_year)
    where item.value is not null and code.code is null
)

select * from final
