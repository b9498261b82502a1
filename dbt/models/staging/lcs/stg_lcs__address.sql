-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_address') }}
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
        addr_table_id as address_row_id,
        addr_address_json as address,
        addr_person_id as lcs_person_id,
        addr_address_type as address_type_code,
        addr_address_start_date as address_start_date,
        addr_address_end_date as address_end_date,
        addr_address_postcode as postcode
    from source

)

select * from final
