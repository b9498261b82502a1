with cohort as (select * from {{ ref('int_domain__cohort') }}),

survivorship as (select * from {{ source('catalogue', 'survivorship') }}),

missing_episodes as (
    {{ surviving('C65', ref('int_risk__missing'), 'missing_episodes_count', 'latest_missing_date') }}
),

has_offended as (
    {{ surviving('C66', ref('fct_offence'), 'has_offended', 'offence_date') }}
),

has_substance_misuse as (
    {{ surviving('C67', ref('fct_substance_misuse'), 'has_substance_misuse', 'substance_misuse_date') }}
),

is_exploited as (
    {{ surviving('C68', ref('int_risk__known_harm'), 'is_exploited', 'harm_date') }}
),

is_abused as (
    {{ surviving('C69', ref('int_risk__known_harm'), 'is_abused', 'harm_date') }}
),

feels_safe as (
    {{ surviving('C70', ref('fct_voice_answer'), 'answer_score', 'answered_date', where="facts.measure_id = 'V44'") }}
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
        {{ concept_columns('missing_episodes', 'cohort.is_looked_after') }},
        {{ concept_columns('has_offended', 'cohort.is_aged_10_or_over') }},
        {{ concept_columns('has_substance_misuse', 'cohort.is_aged_10_or_over') }},
        {{ concept_columns('is_exploited') }},
        {{ concept_columns('is_abused') }},
        {{ concept_columns('feels_safe', 'cohort.is_aged_16_or_over') }},
        {{ concept_nobody_records('takes_risks_safely') }},
        {{ concept_nobody_records('adviser_view_of_risk') }}
    from cohort
    {{ join_concepts([
        'missing_episodes',
        'has_offended',
        'has_substance_misuse',
        'is_exploited',
        'is_abused',
        'feels_safe'
    ]) }}
)

select * from final
