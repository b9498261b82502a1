-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_disability') }}
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
        disa_person_id as lcs_person_id,
        disa_table_id as disability_row_id,
        disa_disability_code as disability_code
    from source

)

select * from final
