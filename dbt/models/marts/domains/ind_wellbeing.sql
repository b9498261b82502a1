with cohort as (select * from {{ ref('int_indicator__cohort') }}),

voice as (select * from {{ ref('int_indicator__voice') }}),

harm as (select * from {{ ref('int_risk__known_harm') }}),

in_need as (
    {{ dated_within('harm', 'harm_date', since="date '1900-01-01'", where="harm.has_mental_health_need") }}
),

final as (
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        {{ as_answered('has_high_life_satisfaction') }},
        {{ as_answered('has_low_anxiety') }},
        {{ as_answered('is_hopeful') }},
        {{ as_answered('enjoys_life') }},
        case when cohort.is_care_leaver then in_need.latest_date is not null end as has_mental_health_need
    from cohort
    {{ join_members(['voice', 'in_need']) }}
)

select * from final
