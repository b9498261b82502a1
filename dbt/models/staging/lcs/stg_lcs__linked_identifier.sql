-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_linked_identifiers') }}
    where is_current

),

final as (

    select
        local_authority_code,
        load_id,
        row_number,
        extract_date,
        record_key,
        unreadable_fields,
        link_table_id as linked_identifier_row_id,
        link_person_id as lcs_person_id,
        link_identifier_type as identifier_type_code,
        link_identifier_value as identifier_value,
        link_valid_from_date as valid_from_date,
        link_valid_to_date as valid_to_date
    from source

)

select * from final
