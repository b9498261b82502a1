-- The contact that tells the state at a birthday. To 21: of those in the window one in touch, then the nearest, then
-- the earlier. From 22: the latest of the collection year.
with birthday as (
    select * from {{ ref('int_contact__birthday') }}
),

contact as (
    select * from {{ ref('fct_care_leaver_contact') }}
),

candidate as (
    select
        birthday.birthday_age,
        birthday.birthday_age >= 22 as is_latest_wanted,
        abs({{ dbt.datediff('birthday.birthday_date', 'contact.contact_date', 'day') }}) as distance_days,
        contact.*
    from birthday
    inner join contact
        on
            {{ same_person('birthday', 'contact') }}
            and contact.contact_date between birthday.window_from_date and birthday.window_to_date
    where birthday.is_due
),

final as (
    select
        birthday_age,
        local_authority_code,
        person_id,
        contact_id,
        contact_date,
        in_touch_code,
        activity_code,
        accommodation_code,
        suitability_code,
        is_in_touch_unreadable,
        is_activity_unreadable,
        is_accommodation_unreadable,
        is_suitability_unreadable,
        source_dataset,
        load_id,
        row_number
    from candidate
    qualify row_number() over (
        partition by local_authority_code, person_id, birthday_age
        order by
            case when is_latest_wanted then contact_date end desc nulls last,
            case when is_latest_wanted or in_touch_code = 'YES' then 0 else 1 end asc,
            distance_days asc,
            contact_date asc,
            {{ latest_number_first('contact_id') }}
    ) = 1
)

select * from final
