{#- As the tables of the domains read each concept; assert_compared_values_hold_what_the_domains_say sees to that. -#}
{%- set concepts = [
    ("C01", "fct_activity", "activity_code", "activity_date", "facts.is_current"),
    ("C02", "fct_activity", "is_in_work", "activity_date", "facts.is_current"),
    ("C03", "fct_activity", "neet_code", "activity_date", "facts.is_current"),
    ("C09", "int_education__study", "is_in_education", "study_date", "true"),
    ("C10", "int_education__study", "is_in_higher_education", "study_date", "true"),
    ("C13", "fct_special_educational_need", "has_special_educational_need", "need_date", "true"),
    ("C16", "fct_accommodation", "accommodation_code", "accommodation_date", "facts.accommodation_end_date is null"),
    ("C17", "fct_suitability", "is_suitable", "suitability_date", "true"),
    ("C21", "fct_address", "postcode", "address_date", "facts.address_end_date is null"),
    ("C22", "int_housing__staying_put", "is_staying_put", "staying_put_date", "true"),
    ("C23", "int_housing__homelessness", "is_homeless", "homelessness_date", "true"),
    ("C24", "int_housing__temporary_accommodation", "is_temporary", "temporary_accommodation_date", "true"),
    ("C25", "int_housing__custody", "is_in_custody", "custody_date", "true"),
    ("C28", "int_housing__move", "moves_count", "latest_move_date", "true"),
    ("C29", "fct_in_touch", "in_touch_code", "in_touch_date", "true"),
    ("C30", "fct_contact_date", "contact_date", "contact_date", "true"),
    ("C36", "fct_parenthood", "is_parent_or_carer", "parenthood_date", "true"),
    ("C46", "int_risk__known_harm", "has_mental_health_need", "harm_date", "true"),
    ("C48", "fct_health_check", "health_assessment_date", "health_check_date",
     "facts.health_check_status_code = 'COMPLETED' and facts.health_check_type_code = 'HEALTH_ASSESSMENT'"),
    ("C49", "fct_health_check", "dental_check_date", "health_check_date",
     "facts.health_check_status_code = 'COMPLETED' and facts.health_check_type_code = 'DENTAL'"),
    ("C50", "fct_immunisation", "is_immunised", "immunisation_date", "true"),
    ("C54", "fct_disability", "is_disabled", "disability_date", "true"),
    ("C62", "int_life_management__debt", "has_debt", "debt_date", "true"),
    ("C66", "fct_offence", "has_offended", "offence_date", "true"),
    ("C67", "fct_substance_misuse", "has_substance_misuse", "substance_misuse_date", "true"),
    ("C68", "int_risk__known_harm", "is_exploited", "harm_date", "true"),
    ("C69", "int_risk__known_harm", "is_abused", "harm_date", "true")
] -%}
{#- A fact that speaks to several concepts names one field; the concept is held in another of the same record. -#}
{%- set held_in = {
    "C22": {"amount": "staying_put_payment"},
    "C24": {"initial_assessment_outcome": "ta_type"},
    "C28": {
        "addr_address_postcode": "addr_address_start_date",
        "clap_cla_placement_postcode": "clap_cla_placement_start_date"
    },
    "C68": {"support_need_mental_health_history": "support_need_sexual_abuse"},
    "C69": {"support_need_mental_health_history": "support_need_domestic_abuse"}
} -%}
with cohort as (select * from {{ ref('int_domain__cohort') }}),

final as (
    {{ stack_values(concepts, held_in) }}
)

select * from final
