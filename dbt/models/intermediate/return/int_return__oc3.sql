-- Care leavers of a collection year, with the items as the return wants them. An item that cannot be told is 0 and
-- listed; nobody is left out for it.
with year as (
    select * from {{ ref('int_return__year') }}
),

at_birthday as (
    select * from {{ ref('int_contact__at_birthday') }}
    where is_care_leaver and is_due
),

person as (
    select * from {{ ref('dim_person') }}
),

without_contact as (
    select cast(value as boolean) as is_included from {{ source('catalogue', 'parameters') }}
    where parameter = 'oc3_include_22_to_25_without_contact'
),

leaver as (
    select
        at_birthday.*,
        person.lcs_person_id as child_id,
        person.birth_date,
        -- No contact, or one that does not say: not in touch.
        coalesce(at_birthday.in_touch_code, 'NO') as in_touch_item,
        coalesce(at_birthday.in_touch_code in ('DIED', 'RHOM'), false) as is_without_state
    from at_birthday
    inner join year on at_birthday.collection_year = year.collection_year
    inner join person on {{ same_person('at_birthday', 'person') }}
    cross join without_contact
    where
        at_birthday.birthday_age <= 21
        or without_contact.is_included
        or at_birthday.contact_id is not null
        or at_birthday.is_dead
),

final as (
    select
        local_authority_code,
        collection_year,
        person_id,
        child_id,
        birth_date,
        birthday_age,
        in_touch_item,
        case when is_without_state then '0' else coalesce(activity_code, '0') end as activity_item,
        case
            when is_without_state or accommodation_code is null then '0'
            -- Homeless and in custody are never suitable accommodation.
            when accommodation_code in ('S', 'X') then accommodation_code || '2'
            else coalesce(accommodation_code || suitability_code, '0')
        end as accommodation_item,
        is_without_state,
        is_dead,
        contact_id,
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
    from leaver
)

select * from final
