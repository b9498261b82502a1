with cohort as (select * from {{ ref('int_domain__cohort') }}),

survivorship as (select * from {{ source('catalogue', 'survivorship') }}),

main_activity as (
    {{ surviving(
        'C01', ref('fct_activity'), 'activity_code', 'activity_date',
        where='facts.is_current'
    ) }}
),

is_in_work as (
    {{ surviving(
        'C02', ref('fct_activity'), 'is_in_work', 'activity_date',
        where='facts.is_current'
    ) }}
),

neet_reason as (
    {{ surviving(
        'C03', ref('fct_activity'), 'neet_code', 'activity_date',
        where='facts.is_current'
    ) }}
),

activity_start as (
    {{ surviving(
        'C04', ref('fct_activity'), 'activity_start_date', 'activity_date',
        where="facts.activity_code is not null and facts.is_current"
    ) }}
),

activity_confirmed as (
    {{ surviving(
        'C05', ref('fct_activity'), 'activity_confirmed_date', 'activity_confirmed_date',
        where="facts.activity_code is not null and facts.is_current"
    ) }}
),

barrier_to_work as (
    {{ surviving('C08', ref('int_employment__barrier'), 'barrier', 'barrier_date') }}
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
        {{ concept_columns('main_activity', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('is_in_work', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('neet_reason', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('activity_start', 'cohort.is_in_ccis_scope') }},
        {{ concept_columns('activity_confirmed', 'cohort.is_aged_16_or_over') }},
        {{ concept_nobody_records('job_is_wanted') }},
        {{ concept_nobody_records('job_is_secure') }},
        {{ concept_columns('barrier_to_work', 'cohort.is_in_ccis_scope') }}
    from cohort
    {{ join_concepts([
        'main_activity',
        'is_in_work',
        'neet_reason',
        'activity_start',
        'activity_confirmed',
        'barrier_to_work'
    ]) }}
)

select * from final
