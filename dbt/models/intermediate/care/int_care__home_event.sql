-- What shows that a young person who left care lives with a parent again, or no longer does: care that ended in a
-- return home, six months on, unless a contact in between shows them elsewhere; a contact coded RHOM; one elsewhere.
with looked_after as (
    select * from {{ ref('int_care__looked_after') }}
    where counted_to_date < eighteenth_birthday
),

contact as (select * from {{ ref('fct_care_leaver_contact') }}),

home_month as (
    select cast(value as integer) as month_count from {{ source('catalogue', 'parameters') }}
    where parameter = 'relevant_home_months'
),

contact_after_care as (
    select
        looked_after.local_authority_code,
        looked_after.person_id,
        looked_after.spell_start_date,
        contact.contact_date as event_date,
        coalesce(contact.in_touch_code = 'RHOM', false) as is_home,
        coalesce(contact.accommodation_code not in ('B', 'R'), false) as is_elsewhere
    from looked_after
    inner join contact
        on
            {{ same_person('looked_after', 'contact') }}
            and looked_after.counted_to_date <= contact.contact_date
            and looked_after.eighteenth_birthday > contact.contact_date
            and coalesce(looked_after.next_spell_start_date, looked_after.eighteenth_birthday) > contact.contact_date
),

six_months_home as (
    select
        looked_after.local_authority_code,
        looked_after.person_id,
        looked_after.spell_start_date,
        {{ add_months('looked_after.counted_to_date', 'home_month.month_count') }} as event_date
    from looked_after
    cross join home_month
    where looked_after.end_reason_code in ('E4A', 'E4B', 'E41', 'E45', 'E46', 'E47', 'E48')
),

six_months_home_unbroken as (
    select
        six_months_home.local_authority_code,
        six_months_home.person_id,
        six_months_home.spell_start_date,
        six_months_home.event_date
    from six_months_home
    left join contact_after_care
        on
            {{ same_person('six_months_home', 'contact_after_care') }}
            and six_months_home.spell_start_date = contact_after_care.spell_start_date
            and six_months_home.event_date >= contact_after_care.event_date
            and contact_after_care.is_elsewhere
    where contact_after_care.person_id is null
),

event as (
    select
        local_authority_code,
        person_id,
        spell_start_date,
        event_date,
        true as is_home
    from six_months_home_unbroken
    union all
    select
        local_authority_code,
        person_id,
        spell_start_date,
        event_date,
        is_home
    from contact_after_care
    where is_home or is_elsewhere
),

final as (
    select
        local_authority_code,
        person_id,
        spell_start_date,
        event_date,
        bool_or(is_home) as is_home
    from event
    group by local_authority_code, person_id, spell_start_date, event_date
)

select * from final
