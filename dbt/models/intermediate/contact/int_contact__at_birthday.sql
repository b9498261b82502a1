with birthday as (
    select * from {{ ref('int_contact__birthday') }}
),

cohort as (
    select * from {{ ref('int_contact__cohort') }}
),

chosen as (
    select * from {{ ref('int_contact__chosen') }}
),

death as (
    select * from {{ ref('int_person__death') }}
),

known as (
    select
        birthday.*,
        cohort.is_care_leaver,
        cohort.left_out_reason,
        -- Dead by the birthday; from 22, when the year tells the state, by its end.
        coalesce(
            death.death_date <= case
                when birthday.birthday_age >= 22 then birthday.year_end_date
                else birthday.birthday_date
            end, false
        ) as is_dead
    from birthday
    inner join cohort
        on
            {{ same_person('birthday', 'cohort') }}
            and birthday.birthday_age = cohort.birthday_age
    left join death on {{ same_person('birthday', 'death') }}
),

final as (
    select
        known.local_authority_code,
        known.person_id,
        known.birthday_age,
        known.birthday_date,
        known.collection_year,
        known.year_end_date,
        known.window_from_date,
        known.window_to_date,
        known.is_due,
        known.window_to_date <= known.as_at as is_window_closed,
        known.is_care_leaver,
        known.left_out_reason,
        known.is_dead,
        chosen.contact_id,
        chosen.contact_date,
        case when known.is_dead then 'DIED' else chosen.in_touch_code end as in_touch_code,
        case when not known.is_dead then chosen.activity_code end as activity_code,
        case when not known.is_dead then chosen.accommodation_code end as accommodation_code,
        case when not known.is_dead then chosen.suitability_code end as suitability_code,
        not known.is_dead and coalesce(chosen.is_in_touch_unreadable, false) as is_in_touch_unreadable,
        not known.is_dead and coalesce(chosen.is_activity_unreadable, false) as is_activity_unreadable,
        not known.is_dead and coalesce(chosen.is_accommodation_unreadable, false) as is_accommodation_unreadable,
        not known.is_dead and coalesce(chosen.is_suitability_unreadable, false) as is_suitability_unreadable,
        chosen.source_dataset,
        chosen.load_id,
        chosen.row_number
    from known
    left join chosen
        on
            {{ same_person('known', 'chosen') }}
            and known.birthday_age = chosen.birthday_age
)

select * from final
