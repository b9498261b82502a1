-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_cin_episodes') }}
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
        cine_referral_id as referral_id,
        cine_person_id as lcs_person_id,
        cine_referral_date as referral_date,
        cine_cin_primary_need_code as primary_need_code,
        cine_referral_source_code as referral_source_code,
        cine_referral_source_desc as referral_source_desc,
        cine_referral_outcome_json as referral_outcome_json,
        cine_referral_nfa as is_no_further_action,
        cine_close_reason as close_reason_code,
        cine_close_date as close_date,
        cine_referral_team as referral_team,
        cine_referral_worker_id as referral_worker_id
    from source

)

select * from final
