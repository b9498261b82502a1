with cohort as (select * from {{ ref('int_indicator__cohort') }}),

birthdays as (select * from {{ ref('int_indicator__birthday') }}),

records as (select * from {{ ref('fct_education_record') }}),

needs as (select * from {{ ref('fct_special_educational_need') }}),

planned as (
    {{ as_extracted(
        'records', 'records.pep_date >= ' ~ add_months('records.extract_date', -6),
        where="records.pep_date is not null"
    ) }}
),

flagged as (
    {{ as_extracted(
        'needs', "needs.has_special_educational_need",
        where="needs.has_special_educational_need is not null"
    ) }}
),

final as (
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        {{ on_birthday('is_in_education', 'is_in_education') }},
        {{ on_birthday('is_in_higher_education', 'is_in_higher_education') }},
        {{ on_birthday('is_in_other_education', 'is_in_other_education') }},
        case when cohort.is_care_leaver then flagged.is_met end as has_special_educational_needs,
        case when cohort.is_looked_after and cohort.age_years >= 16 then planned.is_met end as has_pep_in_date
    from cohort
    {{ join_members(['birthdays', 'planned', 'flagged']) }}
)

select * from final
