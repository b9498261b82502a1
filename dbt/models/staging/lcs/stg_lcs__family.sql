-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_family') }}
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
        fami_table_id as family_row_id,
        fami_family_id as family_id,
        fami_person_id as lcs_person_id
    from source

)

select * from final
