with cohort as (select * from {{ ref('int_domain__cohort') }}),

survivorship as (select * from {{ source('catalogue', 'survivorship') }}),

health_assessment as (
    {{ surviving(
        'C48', ref('fct_health_check'), 'health_assessment_date', 'health_check_date',
        where="facts.health_check_status_code = 'COMPLETED' and facts.health_check_type_code = 'HEALTH_ASSESSMENT'"
    ) }}
),

dental_check as (
    {{ surviving(
        'C49', ref('fct_health_check'), 'dental_check_date', 'health_check_date',
        where="facts.health_check_status_code = 'COMPLETED' and facts.health_check_type_code = 'DENTAL'"
    ) }}
),

is_immunised as (
    {{ surviving('C50', ref('fct_immunisation'), 'is_immunised', 'immunisation_date') }}
),

is_registered_with_practices as (
    {{ surviving('C51', ref('fct_health_registration'), 'is_registered_with_both', 'registration_date') }}
),

health_passport as (
    {{ surviving(
        'C52', ref('fct_health_registration'), 'health_passport_given_date', 'registration_date',
        unreadable='is_passport_unreadable'
    ) }}
),

is_disabled as (
    {{ surviving('C54', ref('fct_disability'), 'is_disabled', 'disability_date') }}
),

is_pregnant as (
    {{ surviving('C55', ref('fct_parenthood'), 'is_pregnant', 'parenthood_date') }}
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
        {{ concept_columns('health_assessment', 'cohort.is_looked_after') }},
        {{ concept_columns('dental_check', 'cohort.is_looked_after') }},
        {{ concept_columns('is_immunised', 'cohort.is_looked_after') }},
        {{ concept_columns('is_registered_with_practices') }},
        {{ concept_columns('health_passport', 'cohort.is_care_leaver') }},
        {{ concept_nobody_records('self_rated_health') }},
        {{ concept_columns('is_disabled') }},
        {{ concept_columns('is_pregnant', 'cohort.is_aged_16_or_over') }}
    from cohort
    {{ join_concepts([
        'health_assessment',
        'dental_check',
        'is_immunised',
        'is_registered_with_practices',
        'health_passport',
        'is_disabled',
        'is_pregnant'
    ]) }}
)

select * from final
