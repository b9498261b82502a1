{%- set facts = [
    'fct_activity', 'fct_accommodation', 'fct_suitability', 'fct_in_touch', 'fct_contact_date', 'fct_address',
    'fct_homelessness_case', 'fct_support_need', 'fct_tenancy', 'fct_register_application', 'fct_voice_answer',
    'fct_app_statement', 'fct_health_check', 'fct_immunisation', 'fct_health_registration', 'fct_sdq_score',
    'fct_disability', 'fct_missing_episode', 'fct_offence', 'fct_substance_misuse', 'fct_assessment_factor',
    'fct_adviser', 'fct_review', 'fct_parenthood', 'fct_pathway_plan', 'fct_leaving_care_payment', 'fct_key_document',
    'fct_recorded_eligibility', 'fct_education_record', 'fct_special_educational_need', 'fct_learning_offer',
    'fct_level_of_need'
] %}
with persons as (

    select * from {{ ref('dim_person') }}

),

mentioned as (

    {{ stack_facts(facts) }}

),

final as (

    select
        mentioned.fact,
        mentioned.local_authority_code,
        mentioned.person_id
    from mentioned
    left join persons
        on
            mentioned.local_authority_code = persons.local_authority_code
            and mentioned.person_id = persons.person_id
    where persons.person_id is null

)

select * from final
