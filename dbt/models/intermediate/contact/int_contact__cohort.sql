-- Who counts as a care leaver at a birthday, and if not, why not: of the people who were ever in care.
with birthday as (
    select * from {{ ref('int_contact__birthday') }}
),

counted as (
    select
        *,
        {{ reason_for_no_duty('last_end_reason_code') }} as no_duty_reason
    from {{ ref('int_contact__care_count') }}
),

ever_in_care as (
    select
        local_authority_code,
        person_id,
        min(case when end_reason_code = 'E2' then spell_end_date end) as death_date
    from {{ ref('fct_care_spell') }}
    group by local_authority_code, person_id
),

days_needed as (
    select cast(value as integer) as day_count from {{ source('catalogue', 'parameters') }}
    where parameter = 'care_days_after_14'
),

judged as (
    select
        birthday.local_authority_code,
        birthday.person_id,
        birthday.birthday_age,
        birthday.is_due,
        case
            when coalesce(counted.care_days, 0) < days_needed.day_count
                then 'less than 13 weeks of care after the 14th birthday'
            when not counted.was_in_care_after_16 then 'no care after the 16th birthday'
            when ever_in_care.death_date <= birthday.year_end_date then 'died in care'
            when counted.no_duty_reason is not null then counted.no_duty_reason
            when birthday.birthday_age <= 18 and birthday.is_due and counted.is_in_care_on_birthday
                then 'in care on the birthday'
        end as left_out_reason
    from birthday
    inner join ever_in_care on {{ same_person('birthday', 'ever_in_care') }}
    cross join days_needed
    left join counted
        on
            {{ same_person('birthday', 'counted') }}
            and birthday.birthday_age = counted.birthday_age
),

final as (
    select
        local_authority_code,
        person_id,
        birthday_age,
        left_out_reason is null as is_care_leaver,
        left_out_reason
    from judged
)

select * from final
