-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_cin_assessments') }}
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
        cina_assessment_id as assessment_id,
        cina_person_id as lcs_person_id,
        cina_referral_id as referral_id,
        cina_assessment_start_date as assessment_start_date,
        cina_assessment_child_seen as is_child_seen,
        cina_assessment_auth_date as assessment_authorised_date,
        cina_assessment_outcome_json as assessment_outcome_json,
        cina_assessment_outcome_nfa as is_no_further_action,
        cina_assessment_team as assessment_team,
        cina_assessment_worker_id as assessment_worker_id
    from source

)

select * from final
