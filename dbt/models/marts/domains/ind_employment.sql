with cohort as (select * from {{ ref('int_indicator__cohort') }}),

birthdays as (select * from {{ ref('int_indicator__birthday') }}),

activities as (select * from {{ ref('fct_activity') }}),

confirmed as (
    {{ dated_within('activities', 'activity_confirmed_date', where="activities.activity_code is not null") }}
),

final as (
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        {{ on_birthday('is_in_education_or_work', 'is_in_education_employment_or_training') }},
        {{ on_birthday('is_neet', 'is_neet') }},
        {{ on_birthday('is_neet_through_illness', 'is_neet_through_illness') }},
        {{ on_birthday('is_in_apprenticeship', 'is_in_apprenticeship') }},
        {{ on_birthday('is_in_training_or_work', 'is_in_training_or_work') }},
        case when cohort.is_care_leaver then confirmed.latest_date is not null end as has_recent_activity_record
    from cohort
    {{ join_members(['birthdays', 'confirmed']) }}
)

select * from final
