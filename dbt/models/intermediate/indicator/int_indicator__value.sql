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

    {{ indicator_rows('employment', 'eet_on_birthday') }}
    union all
    {{ indicator_rows('employment', 'in_work_on_birthday') }}
    union all
    {{ indicator_rows('employment', 'neet_on_birthday') }}
    union all
    {{ indicator_rows('employment', 'activity_confirmed_in_six_months') }}
    union all
    {{ indicator_rows('education', 'in_education_on_birthday') }}
    union all
    {{ indicator_rows('education', 'in_higher_education_on_birthday') }}
    union all
    {{ indicator_rows('education', 'education_plan_in_date') }}
    union all
    {{ indicator_rows('housing', 'suitable_accommodation_on_birthday') }}
    union all
    {{ indicator_rows('housing', 'feels_safe_at_home') }}
    union all
    {{ indicator_rows('housing', 'feels_settled_at_home') }}
    union all
    {{ indicator_rows('housing', 'staying_put_on_birthday') }}
    union all
    {{ indicator_rows('housing', 'homelessness_duty_in_year') }}
    union all
    {{ indicator_rows('housing', 'in_custody_on_birthday') }}
    union all
    {{ indicator_rows('relationships', 'in_touch_on_birthday') }}
    union all
    {{ indicator_rows('relationships', 'has_personal_adviser') }}
    union all
    {{ indicator_rows('relationships', 'same_adviser_for_a_year') }}
    union all
    {{ indicator_rows('relationships', 'has_trusted_person') }}
    union all
    {{ indicator_rows('relationships', 'rarely_lonely') }}
    union all
    {{ indicator_rows('wellbeing', 'satisfied_with_life') }}
    union all
    {{ indicator_rows('wellbeing', 'happy_yesterday') }}
    union all
    {{ indicator_rows('wellbeing', 'low_anxiety') }}
    union all
    {{ indicator_rows('wellbeing', 'hopeful') }}
    union all
    {{ indicator_rows('wellbeing', 'enjoys_life') }}
    union all
    {{ indicator_rows('physical_health', 'health_assessment_in_year') }}
    union all
    {{ indicator_rows('physical_health', 'dental_check_in_year') }}
    union all
    {{ indicator_rows('physical_health', 'immunisations_up_to_date') }}
    union all
    {{ indicator_rows('physical_health', 'registered_with_gp') }}
    union all
    {{ indicator_rows('life_management', 'pathway_plan_in_date') }}
    union all
    {{ indicator_rows('life_management', 'in_rent_arrears') }}
    union all
    {{ indicator_rows('life_management', 'copes_with_money') }}
    union all
    {{ indicator_rows('risk', 'missing_in_year') }}
    union all
    {{ indicator_rows('risk', 'offence_in_year') }}
    union all
    {{ indicator_rows('risk', 'substance_misuse_in_year') }}
    union all
    {{ indicator_rows('risk', 'feels_safe') }}
    union all
    {{ indicator_rows('risk', 'feels_safe_in_area') }}

)

select * from final
