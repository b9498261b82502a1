-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_contacts') }}
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
        cont_contact_id as contact_id,
        cont_person_id as lcs_person_id,
        cont_contact_date as contact_date,
        cont_contact_source_code as contact_source_code,
        cont_contact_source_desc as contact_source_desc,
        cont_contact_outcome_json as contact_outcome_json
    from source

)

select * from final
