with cohort as (

    select * from {{ ref('int_indicator__cohort') }}

),

birthdays as (

    select * from {{ ref('int_indicator__birthday') }}

),

voice as (

    select * from {{ ref('int_indicator__voice') }}

),

cases as (

    select * from {{ ref('fct_homelessness_case') }}

),

duties as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        max(cases.assessment_date) as event_date
    from cohort
    inner join cases
        on cohort.local_authority_code = cases.local_authority_code and cohort.person_id = cases.person_id
    where
        cases.assessment_date between cohort.year_start_date and cohort.period_end_date
        and cases.is_duty_owed
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

final as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        case when birthdays.is_suitability_counted then birthdays.is_suitable end as suitable_accommodation_on_birthday,
        case when cohort.is_care_leaver then voice.feels_safe_at_home end as feels_safe_at_home,
        case when cohort.is_care_leaver then voice.feels_settled_at_home end as feels_settled_at_home,
        -- Staying put is an arrangement of those who turned 18 with foster carers, to 21.
        case when birthdays.birthday_age between 18 and 20 then birthdays.is_staying_put end as staying_put_on_birthday,
        case when cohort.is_care_leaver then duties.event_date is not null end as homelessness_duty_in_year,
        case when birthdays.person_id is not null then birthdays.is_in_custody end as in_custody_on_birthday
    from cohort
    left join birthdays
        on
            cohort.local_authority_code = birthdays.local_authority_code
            and cohort.person_id = birthdays.person_id
            and cohort.period_end_date = birthdays.period_end_date
    left join voice
        on
            cohort.local_authority_code = voice.local_authority_code
            and cohort.person_id = voice.person_id
            and cohort.period_end_date = voice.period_end_date
    left join duties
        on
            cohort.local_authority_code = duties.local_authority_code
            and cohort.person_id = duties.person_id
            and cohort.period_end_date = duties.period_end_date

)

select * from final
