-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('housing', 'hclic_cases') }}
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
        case_reference,
        local_authority as application_authority_code,
        assessment_date,
        initial_assessment_outcome as initial_assessment_outcome_code,
        accommodation_at_application as accommodation_at_application_code,
        reason_for_loss_of_settled_home as reason_for_loss_of_settled_home_code,
        referral_public_body as referral_public_body_code,
        employment_status as employment_status_code,
        ethnicity as ethnicity_code,
        sexual_identification as sexual_identification_code,
        benefits_received,
        assistance_received,
        prevention_activity as prevention_activity_code,
        prevention_end_reason as prevention_end_reason_code,
        prevention_accommodation_secured as prevention_accommodation_secured_code,
        relief_end_reason as relief_end_reason_code,
        relief_accommodation_secured as relief_accommodation_secured_code,
        main_duty_decision as main_duty_decision_code,
        priority_need as priority_need_code,
        main_duty_end_reason as main_duty_end_reason_code,
        ta_type as ta_type_code,
        ta_start_date,
        ta_end_date,
        review_outcome as review_outcome_code
    from source

)

select * from final
