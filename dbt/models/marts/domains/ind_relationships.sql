with cohort as (

    select * from {{ ref('int_indicator__cohort') }}

),

birthdays as (

    select * from {{ ref('int_indicator__birthday') }}

),

voice as (

    select * from {{ ref('int_indicator__voice') }}

),

advisers as (

    select * from {{ ref('fct_adviser') }}

),

involved as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        bool_or(
            advisers.involvement_end_date is null or advisers.involvement_end_date > cohort.period_end_date
        ) as has_adviser,
        count(distinct advisers.adviser_id) as advisers_count,
        min(advisers.involvement_start_date) <= any_value(cohort.year_start_date) as is_known_for_a_year
    from cohort
    inner join advisers
        on cohort.local_authority_code = advisers.local_authority_code and cohort.person_id = advisers.person_id
    where
        advisers.involvement_start_date <= cohort.period_end_date
        and (advisers.involvement_end_date is null or advisers.involvement_end_date > cohort.year_start_date)
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

final as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        case when birthdays.person_id is not null then birthdays.is_in_touch end as in_touch_on_birthday,
        case when cohort.is_care_leaver then coalesce(involved.has_adviser, false) end as has_personal_adviser,
        case when cohort.is_care_leaver and involved.is_known_for_a_year then involved.advisers_count = 1 end
            as same_adviser_for_a_year,
        case when cohort.is_care_leaver then voice.has_trusted_person end as has_trusted_person,
        case when cohort.is_care_leaver then voice.rarely_lonely end as rarely_lonely
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
    left join involved
        on
            cohort.local_authority_code = involved.local_authority_code
            and cohort.person_id = involved.person_id
            and cohort.period_end_date = involved.period_end_date

)

select * from final
