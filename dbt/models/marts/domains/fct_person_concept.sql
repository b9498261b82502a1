with cohort as (

    select * from {{ ref('int_domain__cohort') }}

),

employment as (

    select * from {{ ref('dom_employment') }}

),

education as (

    select * from {{ ref('dom_education') }}

),

housing as (

    select * from {{ ref('dom_housing') }}

),

relationships as (

    select * from {{ ref('dom_relationships') }}

),

wellbeing as (

    select * from {{ ref('dom_wellbeing') }}

),

physical_health as (

    select * from {{ ref('dom_physical_health') }}

),

life_management as (

    select * from {{ ref('dom_life_management') }}

),

risk as (

    select * from {{ ref('dom_risk') }}

),

stacked as (

    {{ concept_rows('employment', 'C01', 'main_activity') }}
    union all
    {{ concept_rows('employment', 'C02', 'is_in_work') }}
    union all
    {{ concept_rows('employment', 'C03', 'neet_reason') }}
    union all
    {{ concept_rows('employment', 'C04', 'activity_start') }}
    union all
    {{ concept_rows('employment', 'C05', 'activity_confirmed') }}
    union all
    {{ concept_rows('employment', 'C06', 'job_is_wanted') }}
    union all
    {{ concept_rows('employment', 'C07', 'job_is_secure') }}
    union all
    {{ concept_rows('employment', 'C08', 'barrier_to_work') }}
    union all
    {{ concept_rows('education', 'C09', 'is_in_education') }}
    union all
    {{ concept_rows('education', 'C10', 'is_in_higher_education') }}
    union all
    {{ concept_rows('education', 'C11', 'education_plan_review') }}
    union all
    {{ concept_rows('education', 'C12', 'attainment') }}
    union all
    {{ concept_rows('education', 'C13', 'has_special_educational_need') }}
    union all
    {{ concept_rows('education', 'C14', 'learning_is_wanted') }}
    union all
    {{ concept_rows('education', 'C15', 'learning_offer') }}
    union all
    {{ concept_rows('housing', 'C16', 'accommodation') }}
    union all
    {{ concept_rows('housing', 'C17', 'is_accommodation_suitable') }}
    union all
    {{ concept_rows('housing', 'C18', 'feels_safe_at_home') }}
    union all
    {{ concept_rows('housing', 'C19', 'feels_settled_at_home') }}
    union all
    {{ concept_rows('housing', 'C20', 'had_say_in_home') }}
    union all
    {{ concept_rows('housing', 'C21', 'home_postcode') }}
    union all
    {{ concept_rows('housing', 'C22', 'is_staying_put') }}
    union all
    {{ concept_rows('housing', 'C23', 'is_homeless') }}
    union all
    {{ concept_rows('housing', 'C24', 'is_in_temporary_accommodation') }}
    union all
    {{ concept_rows('housing', 'C25', 'is_in_custody') }}
    union all
    {{ concept_rows('housing', 'C26', 'home_loss_reason') }}
    union all
    {{ concept_rows('housing', 'C27', 'housing_tenure') }}
    union all
    {{ concept_rows('housing', 'C28', 'moves_in_year') }}
    union all
    {{ concept_rows('relationships', 'C29', 'in_touch') }}
    union all
    {{ concept_rows('relationships', 'C30', 'latest_contact') }}
    union all
    {{ concept_rows('relationships', 'C31', 'personal_adviser') }}
    union all
    {{ concept_rows('relationships', 'C32', 'advisers_in_year') }}
    union all
    {{ concept_rows('relationships', 'C33', 'trusts_adviser') }}
    union all
    {{ concept_rows('relationships', 'C34', 'has_trusted_person') }}
    union all
    {{ concept_rows('relationships', 'C35', 'loneliness') }}
    union all
    {{ concept_rows('relationships', 'C36', 'is_parent_or_carer') }}
    union all
    {{ concept_rows('relationships', 'C37', 'family_contact_as_wished') }}
    union all
    {{ concept_rows('relationships', 'C38', 'household') }}
    union all
    {{ concept_rows('relationships', 'C39', 'feels_listened_to') }}
    union all
    {{ concept_rows('relationships', 'C40', 'voice_heard') }}
    union all
    {{ concept_rows('wellbeing', 'C41', 'life_satisfaction') }}
    union all
    {{ concept_rows('wellbeing', 'C42', 'happiness') }}
    union all
    {{ concept_rows('wellbeing', 'C43', 'hope') }}
    union all
    {{ concept_rows('wellbeing', 'C44', 'coping') }}
    union all
    {{ concept_rows('wellbeing', 'C45', 'difficulties_score') }}
    union all
    {{ concept_rows('wellbeing', 'C46', 'has_mental_health_need') }}
    union all
    {{ concept_rows('wellbeing', 'C47', 'enjoyment') }}
    union all
    {{ concept_rows('physical_health', 'C48', 'health_assessment') }}
    union all
    {{ concept_rows('physical_health', 'C49', 'dental_check') }}
    union all
    {{ concept_rows('physical_health', 'C50', 'is_immunised') }}
    union all
    {{ concept_rows('physical_health', 'C51', 'is_registered_with_practices') }}
    union all
    {{ concept_rows('physical_health', 'C52', 'health_passport') }}
    union all
    {{ concept_rows('physical_health', 'C53', 'self_rated_health') }}
    union all
    {{ concept_rows('physical_health', 'C54', 'is_disabled') }}
    union all
    {{ concept_rows('physical_health', 'C55', 'is_pregnant') }}
    union all
    {{ concept_rows('life_management', 'C56', 'pathway_plan_review') }}
    union all
    {{ concept_rows('life_management', 'C57', 'recorded_eligibility') }}
    union all
    {{ concept_rows('life_management', 'C58', 'key_document') }}
    union all
    {{ concept_rows('life_management', 'C59', 'allowance_left_amount') }}
    union all
    {{ concept_rows('life_management', 'C60', 'has_claimed_savings') }}
    union all
    {{ concept_rows('life_management', 'C61', 'benefits') }}
    union all
    {{ concept_rows('life_management', 'C62', 'has_debt') }}
    union all
    {{ concept_rows('life_management', 'C63', 'copes_with_money') }}
    union all
    {{ concept_rows('life_management', 'C64', 'needs_independence_support') }}
    union all
    {{ concept_rows('risk', 'C65', 'missing_episodes') }}
    union all
    {{ concept_rows('risk', 'C66', 'has_offended') }}
    union all
    {{ concept_rows('risk', 'C67', 'has_substance_misuse') }}
    union all
    {{ concept_rows('risk', 'C68', 'is_exploited') }}
    union all
    {{ concept_rows('risk', 'C69', 'is_abused') }}
    union all
    {{ concept_rows('risk', 'C70', 'feels_safe') }}
    union all
    {{ concept_rows('risk', 'C71', 'takes_risks_safely') }}
    union all
    {{ concept_rows('risk', 'C72', 'adviser_view_of_risk') }}

),

concepts as (

    select * from {{ source('catalogue', 'concepts') }}

),

final as (

    select
        stacked.local_authority_code,
        stacked.person_id,
        stacked.concept_id,
        concepts.domain_id,
        stacked.value,
        stacked.state,
        stacked.source,
        stacked.evidence_date,
        stacked.perspective,
        {{ dbt.datediff('stacked.evidence_date', 'cohort.as_at', 'day') }} as age_days
    from stacked
    inner join cohort
        on stacked.local_authority_code = cohort.local_authority_code and stacked.person_id = cohort.person_id
    left join concepts on stacked.concept_id = concepts.concept_id

)

select * from final
