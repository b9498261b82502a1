with cohort as (

    select * from {{ ref('int_indicator__cohort') }}

),

birthdays as (

    select * from {{ ref('int_indicator__birthday') }}

),

activities as (

    select * from {{ ref('fct_activity') }}

),

confirmations as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        max(activities.activity_confirmed_date) as event_date
    from cohort
    inner join activities
        on cohort.local_authority_code = activities.local_authority_code and cohort.person_id = activities.person_id
    where
        activities.activity_confirmed_date between {{ add_months('cohort.period_end_date', -6) }} and cohort.period_end_date
        and activities.activity_code is not null
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

final as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        case when birthdays.person_id is not null then birthdays.is_in_education_or_work end as eet_on_birthday,
        case when birthdays.person_id is not null then birthdays.is_in_work end as in_work_on_birthday,
        case when birthdays.person_id is not null then birthdays.is_neet end as neet_on_birthday,
        case when cohort.is_care_leaver then confirmations.event_date is not null end as activity_confirmed_in_six_months
    from cohort
    left join birthdays
        on
            cohort.local_authority_code = birthdays.local_authority_code
            and cohort.person_id = birthdays.person_id
            and cohort.period_end_date = birthdays.period_end_date
    left join confirmations
        on
            cohort.local_authority_code = confirmations.local_authority_code
            and cohort.person_id = confirmations.person_id
            and cohort.period_end_date = confirmations.period_end_date

)

select * from final
