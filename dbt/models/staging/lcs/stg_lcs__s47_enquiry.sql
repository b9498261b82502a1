-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_s47_enquiry') }}
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
        s47e_s47_enquiry_id as s47_enquiry_id,
        s47e_referral_id as referral_id,
        s47e_person_id as lcs_person_id,
        s47e_s47_start_date as enquiry_start_date,
        s47e_s47_end_date as enquiry_end_date,
        s47e_s47_nfa as is_no_further_action,
        s47e_s47_outcome_json as outcome_json,
        s47e_s47_completed_by_worker_id as s47_completed_by_worker_id,
        s47e_s47_completed_by_team as completed_by_team
    from source

)

select * from final
