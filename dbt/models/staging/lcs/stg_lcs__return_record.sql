-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'lcs_903_items') }}
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
        record_id as return_record_id,
        person_id as lcs_person_id,
        upn,
        care_start_date,
        home_postcode,
        uasc_claim_ended_date as uasc_claim_end_date,
        intervention_offered_date,
        dolo_start_date,
        dolo_end_date
    from source

)

select * from final
