with cohort as (select * from {{ ref('int_domain__cohort') }}),

survivorship as (select * from {{ source('catalogue', 'survivorship') }}),

is_in_education as (
    {{ surviving('C09', ref('int_education__study'), 'is_in_education', 'study_date') }}
),

is_in_higher_education as (
    {{ surviving('C10', ref('int_education__study'), 'is_in_higher_education', 'study_date') }}
),

education_plan_review as (
    {{ surviving('C11', ref('fct_education_record'), 'pep_date', 'extract_date') }}
),

attainment as (
    {{ surviving(
        'C12', ref('fct_education_record'), 'highest_result', 'extract_date', unreadable='is_result_unreadable'
    ) }}
),

has_special_educational_need as (
    {{ surviving('C13', ref('fct_special_educational_need'), 'has_special_educational_need', 'need_date') }}
),

learning_offer as (
    {{ surviving('C15', ref('fct_learning_offer'), 'offer_code', 'offer_date') }}
),

final as (
    select
        cohort.local_authority_code,
        cohort.person_id,
        cohort.age_years,
        cohort.age_band,
        cohort.is_looked_after,
        cohort.is_care_leaver,
        cohort.is_qualifying,
        {{ concept_columns('is_in_education', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('is_in_higher_education', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('education_plan_review', 'cohort.is_looked_after') }},
        {{ concept_columns('attainment', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('has_special_educational_need') }},
        {{ concept_nobody_records('learning_is_wanted') }},
        {{ concept_columns('learning_offer', 'cohort.is_in_ccis_scope') }}
    from cohort
    {{ join_concepts([
        'is_in_education',
        'is_in_higher_education',
        'education_plan_review',
        'attainment',
        'has_special_educational_need',
        'learning_offer'
    ]) }}
)

select * from final
