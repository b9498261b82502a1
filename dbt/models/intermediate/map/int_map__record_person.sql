{#- Facts with the day that a record tells of. A record that several facts are read from counts once. -#}
{%- set facts = [
    ("fct_activity", "activity_date"), ("fct_level_of_need", "need_date"), ("fct_support_need", "assessment_date"),
    ("fct_education_record", "extract_date"), ("fct_special_educational_need", "need_date"),
    ("fct_learning_offer", "offer_date"), ("fct_accommodation", "accommodation_date"),
    ("fct_suitability", "suitability_date"), ("fct_address", "address_date"),
    ("fct_leaving_care_payment", "payment_date"), ("fct_homelessness_case", "assessment_date"),
    ("fct_tenancy", "extract_date"), ("fct_register_application", "application_date"),
    ("fct_in_touch", "in_touch_date"), ("fct_contact_date", "contact_date"), ("fct_adviser", "adviser_date"),
    ("fct_parenthood", "parenthood_date"), ("fct_voice_answer", "answered_date"),
    ("fct_app_statement", "statement_date"), ("fct_review", "review_date"), ("fct_sdq_score", "completed_date"),
    ("fct_assessment_factor", "assessment_date"), ("fct_health_check", "health_check_date"),
    ("fct_immunisation", "immunisation_date"), ("fct_health_registration", "registration_date"),
    ("fct_disability", "disability_date"), ("fct_recorded_eligibility", "eligibility_date"),
    ("fct_key_document", "document_date"), ("fct_missing_episode", "missing_start_date"),
    ("fct_offence", "offence_date"), ("fct_substance_misuse", "substance_misuse_date")
] -%}
with records as (
    {{ stack_records(facts) }}
),

final as (
    select
        local_authority_code,
        dataset,
        load_id,
        row_number,
        min(person_id) as person_id,
        max(record_date) as record_date
    from records
    group by local_authority_code, dataset, load_id, row_number
)

select * from final
