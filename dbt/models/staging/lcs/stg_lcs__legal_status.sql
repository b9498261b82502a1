-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_legal_status') }}
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
        lega_legal_status_id as legal_status_id,
        lega_person_id as lcs_person_id,
        lega_legal_status as legal_status_code,
        lega_legal_status_start_date as legal_status_start_date,
        lega_legal_status_end_date as legal_status_end_date
    from source

)

select * from final
