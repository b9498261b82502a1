with employment as (

    select * from {{ ref('ind_employment') }}

),

education as (

    select * from {{ ref('ind_education') }}

),

housing as (

    select * from {{ ref('ind_housing') }}

),

relationships as (

    select * from {{ ref('ind_relationships') }}

),

wellbeing as (

    select * from {{ ref('ind_wellbeing') }}

),

physical_health as (

    select * from {{ ref('ind_physical_health') }}

),

life_management as (

    select * from {{ ref('ind_life_management') }}

),

risk as (

    select * from {{ ref('ind_risk') }}

),

final as (

    {{ indicator_rows('employment', 'is_in_education_employment_or_training') }}
    union all
    {{ indicator_rows('employment', 'is_neet') }}
    union all
    {{ indicator_rows('employment', 'is_neet_through_illness') }}
    union all
    {{ indicator_rows('employment', 'is_in_apprenticeship') }}
    union all
    {{ indicator_rows('employment', 'is_in_training_or_work') }}
    union all
    {{ indicator_rows('employment', 'has_recent_activity_record') }}
    union all
    {{ indicator_rows('education', 'is_in_education') }}
    union all
    {{ indicator_rows('education', 'is_in_higher_education') }}
    union all
    {{ indicator_rows('education', 'is_in_other_education') }}
    union all
    {{ indicator_rows('education', 'has_special_educational_needs') }}
    union all
    {{ indicator_rows('education', 'has_pep_in_date') }}
    union all
    {{ indicator_rows('housing', 'has_suitable_accommodation') }}
    union all
    {{ indicator_rows('housing', 'feels_safe_at_home') }}
    union all
    {{ indicator_rows('housing', 'feels_settled_at_home') }}
    union all
    {{ indicator_rows('housing', 'is_in_custody') }}
    union all
    {{ indicator_rows('housing', 'is_homeless') }}
    union all
    {{ indicator_rows('housing', 'is_in_temporary_accommodation') }}
    union all
    {{ indicator_rows('housing', 'is_staying_put') }}
    union all
    {{ indicator_rows('relationships', 'is_in_touch') }}
    union all
    {{ indicator_rows('relationships', 'has_recent_contact') }}
    union all
    {{ indicator_rows('relationships', 'has_personal_adviser') }}
    union all
    {{ indicator_rows('relationships', 'has_same_adviser') }}
    union all
    {{ indicator_rows('relationships', 'is_parent') }}
    union all
    {{ indicator_rows('relationships', 'has_someone_to_trust') }}
    union all
    {{ indicator_rows('relationships', 'is_lonely') }}
    union all
    {{ indicator_rows('relationships', 'has_been_heard') }}
    union all
    {{ indicator_rows('wellbeing', 'has_high_life_satisfaction') }}
    union all
    {{ indicator_rows('wellbeing', 'has_low_anxiety') }}
    union all
    {{ indicator_rows('wellbeing', 'is_hopeful') }}
    union all
    {{ indicator_rows('wellbeing', 'enjoys_life') }}
    union all
    {{ indicator_rows('wellbeing', 'has_mental_health_need') }}
    union all
    {{ indicator_rows('physical_health', 'has_health_assessment_in_date') }}
    union all
    {{ indicator_rows('physical_health', 'has_dental_check_in_date') }}
    union all
    {{ indicator_rows('physical_health', 'is_immunised') }}
    union all
    {{ indicator_rows('physical_health', 'has_disability') }}
    union all
    {{ indicator_rows('physical_health', 'is_registered_with_gp') }}
    union all
    {{ indicator_rows('life_management', 'has_pathway_plan_in_date') }}
    union all
    {{ indicator_rows('life_management', 'copes_with_money') }}
    union all
    {{ indicator_rows('life_management', 'has_rent_arrears') }}
    union all
    {{ indicator_rows('life_management', 'has_budgeting_need') }}
    union all
    {{ indicator_rows('life_management', 'has_used_setting_up_allowance') }}
    union all
    {{ indicator_rows('risk', 'has_been_missing') }}
    union all
    {{ indicator_rows('risk', 'has_been_convicted') }}
    union all
    {{ indicator_rows('risk', 'has_substance_misuse') }}
    union all
    {{ indicator_rows('risk', 'has_known_exploitation') }}
    union all
    {{ indicator_rows('risk', 'feels_safe') }}
    union all
    {{ indicator_rows('risk', 'feels_safe_in_area') }}

)

select * from final
