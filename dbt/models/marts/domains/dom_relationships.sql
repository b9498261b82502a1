with cohort as (select * from {{ ref('int_domain__cohort') }}),

survivorship as (select * from {{ source('catalogue', 'survivorship') }}),

in_touch as (
    {{ surviving('C29', ref('fct_in_touch'), 'in_touch_code', 'in_touch_date') }}
),

latest_contact as (
    {{ surviving('C30', ref('fct_contact_date'), 'contact_date', 'contact_date') }}
),

personal_adviser as (
    {{ surviving('C31', ref('fct_adviser'), 'adviser_id', 'adviser_date') }}
),

advisers_in_year as (
    {{ surviving('C32', ref('int_relationships__adviser_change'), 'advisers_count', 'latest_start_date') }}
),

trusts_adviser as (
    {{ surviving('C33', ref('fct_voice_answer'), 'answer_score', 'answered_date', where="facts.measure_id = 'V12'") }}
),

has_trusted_person as (
    {{ surviving('C34', ref('fct_voice_answer'), 'is_yes', 'answered_date', where="facts.measure_id = 'V10'") }}
),

loneliness as (
    {{ surviving('C35', ref('fct_voice_answer'), 'answer_score', 'answered_date', where="facts.measure_id = 'V06'") }}
),

is_parent_or_carer as (
    {{ surviving('C36', ref('fct_parenthood'), 'is_parent_or_carer', 'parenthood_date') }}
),

household as (
    {{ surviving('C38', ref('fct_homelessness_case'), 'household_composition_code', 'assessment_date') }}
),

voice_heard as (
    {{ surviving('C40', ref('int_relationships__voice'), 'voice', 'voice_date') }}
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
        {{ concept_columns('in_touch', 'cohort.is_care_leaver') }},
        {{ concept_columns('latest_contact') }},
        {{ concept_columns('personal_adviser', 'cohort.is_entitled_to_adviser') }},
        {{ concept_columns('advisers_in_year', 'cohort.is_entitled_to_adviser') }},
        {{ concept_columns('trusts_adviser', 'cohort.is_entitled_to_adviser') }},
        {{ concept_columns('has_trusted_person', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('loneliness', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('is_parent_or_carer', 'cohort.is_aged_16_or_over') }},
        {{ concept_nobody_records('family_contact_as_wished') }},
        {{ concept_columns('household', 'cohort.is_aged_16_or_over') }},
        {{ concept_nobody_records('feels_listened_to') }},
        {{ concept_columns('voice_heard') }}
    from cohort
    {{ join_concepts([
        'in_touch',
        'latest_contact',
        'personal_adviser',
        'advisers_in_year',
        'trusts_adviser',
        'has_trusted_person',
        'loneliness',
        'is_parent_or_carer',
        'household',
        'voice_heard'
    ]) }}
)

select * from final
