with cohort as (

    select * from {{ ref('int_indicator__cohort') }}

),

birthdays as (

    select * from {{ ref('int_indicator__birthday') }}

),

records as (

    select * from {{ ref('fct_education_record') }}

),

plans as (

    -- A status without history speaks for a quarter that ended in the three months before its extract.
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        bool_or(records.pep_date >= {{ add_months('records.extract_date', -6) }}) as is_met
    from cohort
    inner join records
        on cohort.local_authority_code = records.local_authority_code and cohort.person_id = records.person_id
    where
        records.extract_date >= cohort.period_end_date
        and records.extract_date < {{ add_months('cohort.period_end_date', 3) }}
        and records.pep_date is not null
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

final as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        case when birthdays.person_id is not null then birthdays.is_in_education end as in_education_on_birthday,
        case when birthdays.person_id is not null then birthdays.is_in_higher_education end as in_higher_education_on_birthday,
        case when cohort.is_looked_after then plans.is_met end as education_plan_in_date
    from cohort
    left join birthdays
        on
            cohort.local_authority_code = birthdays.local_authority_code
            and cohort.person_id = birthdays.person_id
            and cohort.period_end_date = birthdays.period_end_date
    left join plans
        on
            cohort.local_authority_code = plans.local_authority_code
            and cohort.person_id = plans.person_id
            and cohort.period_end_date = plans.period_end_date

)

select * from final
