-- 17th to 25th birthdays in the collection years that have begun, each with the days on which a contact tells the state
-- at it: around the birthday to 21, in the collection year from 22.
with person as (
    select * from {{ ref('dim_person') }}
),

collection_year as (
    select * from {{ source('catalogue', 'collection_years') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

contact_window as (
    select
        max(case when parameter = 'contact_window_months_before' then cast(value as integer) end) as months_before,
        max(case when parameter = 'contact_window_months_after' then cast(value as integer) end) as months_after
    from {{ source('catalogue', 'parameters') }}
    where parameter in ('contact_window_months_before', 'contact_window_months_after')
),

age as (
    select cast(birthday_age as integer) as birthday_age
    from (values (17), (18), (19), (20), (21), (22), (23), (24), (25)) as ages (birthday_age)
),

birthday as (
    select
        person.local_authority_code,
        person.person_id,
        age.birthday_age,
        {{ add_years('person.birth_date', 'age.birthday_age') }} as birthday_date
    from person
    cross join age
    where person.birth_date is not null
),

final as (
    select
        birthday.local_authority_code,
        birthday.person_id,
        birthday.birthday_age,
        birthday.birthday_date,
        collection_year.collection_year,
        collection_year.start_date as year_start_date,
        collection_year.end_date as year_end_date,
        case
            when birthday.birthday_age >= 22 then collection_year.start_date
            else {{ add_months('birthday.birthday_date', '-contact_window.months_before') }}
        end as window_from_date,
        case
            when birthday.birthday_age >= 22 then collection_year.end_date
            else {{ add_months('birthday.birthday_date', 'contact_window.months_after') }}
        end as window_to_date,
        birthday.birthday_date <= run_settings.as_at as is_due,
        run_settings.as_at
    from birthday
    inner join collection_year
        on birthday.birthday_date between collection_year.start_date and collection_year.end_date
    cross join run_settings
    cross join contact_window
    where collection_year.start_date <= run_settings.as_at
)

select * from final
