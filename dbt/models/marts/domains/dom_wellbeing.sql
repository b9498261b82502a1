with cohort as (select * from {{ ref('int_domain__cohort') }}),

survivorship as (select * from {{ source('catalogue', 'survivorship') }}),

life_satisfaction as (
    {{ surviving('C41', ref('fct_voice_answer'), 'answer_score', 'answered_date', where="facts.measure_id = 'V01'") }}
),

happiness as (
    {{ surviving('C42', ref('fct_voice_answer'), 'answer_score', 'answered_date', where="facts.measure_id = 'V03'") }}
),

hope as (
    {{ surviving('C43', ref('fct_voice_answer'), 'answer_score', 'answered_date', where="facts.measure_id = 'V05'") }}
),

difficulties_score as (
    {{ surviving('C45', ref('fct_sdq_score'), 'sdq_score', 'completed_date') }}
),

has_mental_health_need as (
    {{ surviving('C46', ref('int_risk__known_harm'), 'has_mental_health_need', 'harm_date') }}
),

enjoyment as (
    {{ surviving('C47', ref('fct_voice_answer'), 'answer_score', 'answered_date', where="facts.measure_id = 'V39'") }}
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
        {{ concept_columns('life_satisfaction', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('happiness', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('hope', 'cohort.is_aged_16_or_over') }},
        {{ concept_nobody_records('coping') }},
        {{ concept_columns(
            'difficulties_score',
            'cohort.is_looked_after and coalesce(cohort.age_years between 4 and 16, true)'
        ) }},
        {{ concept_columns('has_mental_health_need') }},
        {{ concept_columns('enjoyment', 'cohort.is_aged_16_or_over') }}
    from cohort
    {{ join_concepts([
        'life_satisfaction',
        'happiness',
        'hope',
        'difficulties_score',
        'has_mental_health_need',
        'enjoyment'
    ]) }}
)

select * from final
