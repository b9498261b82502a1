{%- set domains = {
    "employment": [
        ("C01", "main_activity"), ("C02", "is_in_work"), ("C03", "neet_reason"), ("C04", "activity_start"),
        ("C05", "activity_confirmed"), ("C06", "job_is_wanted"), ("C07", "job_is_secure"),
        ("C08", "barrier_to_work")
    ],
    "education": [
        ("C09", "is_in_education"), ("C10", "is_in_higher_education"), ("C11", "education_plan_review"),
        ("C12", "attainment"), ("C13", "has_special_educational_need"), ("C14", "learning_is_wanted"),
        ("C15", "learning_offer")
    ],
    "housing": [
        ("C16", "accommodation"), ("C17", "is_accommodation_suitable"), ("C18", "feels_safe_at_home"),
        ("C19", "feels_settled_at_home"), ("C20", "had_say_in_home"), ("C21", "home_postcode"),
        ("C22", "is_staying_put"), ("C23", "is_homeless"), ("C24", "is_in_temporary_accommodation"),
        ("C25", "is_in_custody"), ("C26", "home_loss_reason"), ("C27", "housing_tenure"),
        ("C28", "moves_in_year")
    ],
    "relationships": [
        ("C29", "in_touch"), ("C30", "latest_contact"), ("C31", "personal_adviser"), ("C32", "advisers_in_year"),
        ("C33", "trusts_adviser"), ("C34", "has_trusted_person"), ("C35", "loneliness"),
        ("C36", "is_parent_or_carer"), ("C37", "family_contact_as_wished"), ("C38", "household"),
        ("C39", "feels_listened_to"), ("C40", "voice_heard")
    ],
    "wellbeing": [
        ("C41", "life_satisfaction"), ("C42", "happiness"), ("C43", "hope"), ("C44", "coping"),
        ("C45", "difficulties_score"), ("C46", "has_mental_health_need"), ("C47", "enjoyment")
    ],
    "physical_health": [
        ("C48", "health_assessment"), ("C49", "dental_check"), ("C50", "is_immunised"),
        ("C51", "is_registered_with_practices"), ("C52", "health_passport"), ("C53", "self_rated_health"),
        ("C54", "is_disabled"), ("C55", "is_pregnant")
    ],
    "life_management": [
        ("C56", "pathway_plan_review"), ("C57", "recorded_eligibility"), ("C58", "key_document"),
        ("C59", "allowance_left_amount"), ("C60", "has_claimed_savings"), ("C61", "benefits"),
        ("C62", "has_debt"), ("C63", "copes_with_money"), ("C64", "needs_independence_support")
    ],
    "risk": [
        ("C65", "missing_episodes"), ("C66", "has_offended"), ("C67", "has_substance_misuse"),
        ("C68", "is_exploited"), ("C69", "is_abused"), ("C70", "feels_safe"), ("C71", "takes_risks_safely"),
        ("C72", "adviser_view_of_risk")
    ]
} %}
with cohort as (select * from {{ ref('int_domain__cohort') }}),

concepts as (select * from {{ source('catalogue', 'concepts') }}),

recording_fields as (select * from {{ ref('int_domain__recording_field') }}),

fielded as (
    select concept_id
    from recording_fields
    group by concept_id
),

stacked as (
    {{ stack_concepts(domains) }}
),

final as (
    select
        stacked.local_authority_code,
        stacked.person_id,
        stacked.concept_id,
        concepts.domain_id,
        stacked.value,
        -- Silence about a thing that no field holds is nobody's omission.
        case
            when fielded.concept_id is null and stacked.state in ('not_recorded', 'out_of_scope') then 'nobody_records'
            else stacked.state
        end as state,
        stacked.source,
        stacked.evidence_date,
        stacked.perspective,
        {{ dbt.datediff('stacked.evidence_date', 'cohort.as_at', 'day') }} as age_days
    from stacked
    inner join cohort
        on stacked.local_authority_code = cohort.local_authority_code and stacked.person_id = cohort.person_id
    left join concepts on stacked.concept_id = concepts.concept_id
    left join fielded on stacked.concept_id = fielded.concept_id
)

select * from final
