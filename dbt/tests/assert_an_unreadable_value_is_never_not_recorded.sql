-- Somebody whose only evidence of a thing could not be read is unreadable there, whatever fact the thing is read from.
-- Each line names a concept, its fact, the day of the evidence, the flag, and which records are evidence at all.
{%- set evidence = [
    ('C01', 'fct_activity', 'activity_date', 'is_unreadable', 'is_current'),
    ('C09', 'int_education__study', 'study_date', 'is_unreadable', 'true'),
    ('C11', 'fct_education_record', 'extract_date', 'is_unreadable', 'true'),
    ('C13', 'fct_special_educational_need', 'need_date', 'is_unreadable', 'true'),
    ('C15', 'fct_learning_offer', 'offer_date', 'is_unreadable', 'true'),
    ('C16', 'fct_accommodation', 'accommodation_date', 'is_unreadable', 'accommodation_end_date is null'),
    ('C17', 'fct_suitability', 'suitability_date', 'is_unreadable', 'true'),
    ('C18', 'fct_voice_answer', 'answered_date', 'is_unreadable', "measure_id = 'V16'"),
    ('C21', 'fct_address', 'address_date', 'is_unreadable', 'address_end_date is null'),
    ('C22', 'int_housing__staying_put', 'staying_put_date', 'is_unreadable', 'true'),
    ('C23', 'int_housing__homelessness', 'homelessness_date', 'is_unreadable', 'true'),
    ('C25', 'int_housing__custody', 'custody_date', 'is_unreadable', 'true'),
    ('C26', 'fct_homelessness_case', 'assessment_date', 'is_unreadable', 'true'),
    ('C27', 'int_housing__tenure', 'tenure_date', 'is_unreadable', 'true'),
    ('C28', 'int_housing__move', 'latest_move_date', 'is_unreadable', 'true'),
    ('C29', 'fct_in_touch', 'in_touch_date', 'is_unreadable', 'true'),
    ('C30', 'fct_contact_date', 'contact_date', 'is_unreadable', 'true'),
    ('C31', 'fct_adviser', 'adviser_date', 'is_unreadable', 'true'),
    ('C32', 'int_relationships__adviser_change', 'latest_start_date', 'is_unreadable', 'true'),
    ('C36', 'fct_parenthood', 'parenthood_date', 'is_unreadable', 'true'),
    ('C40', 'int_relationships__voice', 'voice_date', 'is_unreadable', 'true'),
    ('C45', 'fct_sdq_score', 'completed_date', 'is_unreadable', 'true'),
    ('C46', 'int_risk__known_harm', 'harm_date', 'is_unreadable', 'true'),
    ('C48', 'fct_health_check', 'health_check_date', 'is_unreadable',
     "health_check_status_code = 'COMPLETED' and health_check_type_code = 'HEALTH_ASSESSMENT'"),
    ('C49', 'fct_health_check', 'health_check_date', 'is_unreadable',
     "health_check_status_code = 'COMPLETED' and health_check_type_code = 'DENTAL'"),
    ('C50', 'fct_immunisation', 'immunisation_date', 'is_unreadable', 'true'),
    ('C51', 'fct_health_registration', 'registration_date', 'is_unreadable', 'true'),
    ('C52', 'fct_health_registration', 'registration_date', 'is_passport_unreadable', 'true'),
    ('C54', 'fct_disability', 'disability_date', 'is_unreadable', 'true'),
    ('C56', 'fct_pathway_plan', 'extract_date', 'is_unreadable', 'is_current'),
    ('C57', 'fct_recorded_eligibility', 'eligibility_date', 'is_unreadable', 'true'),
    ('C59', 'fct_leaving_care_payment', 'payment_date', 'is_allowance_unreadable', 'true'),
    ('C60', 'fct_leaving_care_payment', 'payment_date', 'is_savings_claim_unreadable', 'true'),
    ('C62', 'int_life_management__debt', 'debt_date', 'is_unreadable', 'true'),
    ('C64', 'fct_support_need', 'assessment_date', 'is_unreadable', 'true'),
    ('C65', 'int_risk__missing', 'latest_missing_date', 'is_unreadable', 'true'),
    ('C66', 'fct_offence', 'offence_date', 'is_unreadable', 'true'),
    ('C67', 'fct_substance_misuse', 'substance_misuse_date', 'is_unreadable', 'true')
] %}
with cohort as (

    select * from {{ ref('int_domain__cohort') }}

),

person_concepts as (

    select * from {{ ref('fct_person_concept') }}

),

unreadable as (

    {{ stack_unreadable(evidence) }}

),

final as (

    select
        unreadable.concept_id,
        unreadable.local_authority_code,
        unreadable.person_id
    from unreadable
    inner join cohort
        on
            unreadable.local_authority_code = cohort.local_authority_code
            and unreadable.person_id = cohort.person_id
            and (unreadable.evidence_date is null or unreadable.evidence_date <= cohort.as_at)
    inner join person_concepts
        on
            unreadable.concept_id = person_concepts.concept_id
            and unreadable.local_authority_code = person_concepts.local_authority_code
            and unreadable.person_id = person_concepts.person_id
    where person_concepts.state not in ('recorded', 'unreadable')

)

select * from final
