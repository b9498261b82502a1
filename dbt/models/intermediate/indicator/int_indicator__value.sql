{%- set domains = {
    "employment": [
        "is_in_education_employment_or_training", "is_neet", "is_neet_through_illness", "is_in_apprenticeship",
        "is_in_training_or_work", "has_recent_activity_record"
    ],
    "education": [
        "is_in_education", "is_in_higher_education", "is_in_other_education", "has_special_educational_needs",
        "has_pep_in_date"
    ],
    "housing": [
        "has_suitable_accommodation", "feels_safe_at_home", "feels_settled_at_home", "is_in_custody",
        "is_homeless", "is_in_temporary_accommodation", "is_staying_put"
    ],
    "relationships": [
        "is_in_touch", "has_recent_contact", "has_personal_adviser", "has_same_adviser", "is_parent",
        "has_someone_to_trust", "is_lonely", "has_been_heard"
    ],
    "wellbeing": [
        "has_high_life_satisfaction", "has_low_anxiety", "is_hopeful", "enjoys_life", "has_mental_health_need"
    ],
    "physical_health": [
        "has_health_assessment_in_date", "has_dental_check_in_date", "is_immunised", "has_disability",
        "is_registered_with_gp"
    ],
    "life_management": [
        "has_pathway_plan_in_date", "copes_with_money", "has_rent_arrears", "has_budgeting_need",
        "has_used_setting_up_allowance"
    ],
    "risk": [
        "has_been_missing", "has_been_convicted", "has_substance_misuse", "has_known_exploitation", "feels_safe",
        "feels_safe_in_area"
    ]
} %}
with final as (
    {{ stack_indicators(domains) }}
)

select * from final
