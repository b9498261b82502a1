-- The return's own names are upper case. -- noqa: disable=RF06
with at_birthday as (
    select * from {{ ref('int_contact__at_birthday') }}
    where is_care_leaver and not (is_due and is_window_closed) and not is_dead
),

year as (
    select * from {{ ref('int_return__year') }}
),

person as (
    select * from {{ ref('dim_person') }}
),

final as (
    select
        at_birthday.local_authority_code,
        at_birthday.collection_year,
        at_birthday.person_id,
        person.lcs_person_id as "CHILD",
        at_birthday.birthday_age,
        at_birthday.birthday_date,
        at_birthday.window_to_date,
        case when at_birthday.is_due then 'window open' else 'birthday to come' end as state
    from at_birthday
    inner join year on at_birthday.collection_year = year.collection_year
    inner join person on {{ same_person('at_birthday', 'person') }}
)

select * from final
