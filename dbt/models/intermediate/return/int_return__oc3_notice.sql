-- What OC3 leaves out or cannot tell, with the reason. A cell that holds something unreadable is not an empty one.
with

year as (

    select * from {{ ref('int_return__year') }}

),

at_birthday as (

    select * from {{ ref('int_contact__at_birthday') }}
    where is_due

),

oc3 as (

    select * from {{ ref('int_return__oc3') }}

),

person as (

    select * from {{ ref('dim_person') }}

),

care_in_view as (

    select spell.local_authority_code, spell.person_id, year.collection_year
    from {{ ref('fct_care_spell') }} as spell
    inner join year on spell.spell_start_date <= year.end_date
    group by spell.local_authority_code, spell.person_id, year.collection_year

),

left_out as (

    select
        at_birthday.local_authority_code,
        at_birthday.collection_year,
        at_birthday.person_id,
        'all' as item,
        'left out' as kind,
        coalesce(at_birthday.left_out_reason, 'no contact in the year, at 22 to 25') as reason
    from at_birthday
    inner join year on at_birthday.collection_year = year.collection_year
    left join oc3
        on
            at_birthday.local_authority_code = oc3.local_authority_code
            and at_birthday.collection_year = oc3.collection_year
            and at_birthday.person_id = oc3.person_id
    where oc3.person_id is null

),

without_age as (

    select
        care_in_view.local_authority_code,
        care_in_view.collection_year,
        care_in_view.person_id,
        'DOB' as item,
        'left out' as kind,
        case when person.is_birth_date_unreadable then 'unreadable' else 'not recorded' end as reason
    from care_in_view
    inner join person
        on
            care_in_view.local_authority_code = person.local_authority_code
            and care_in_view.person_id = person.person_id
    where person.birth_date is null

),

incomplete_in_touch as (

    select
        local_authority_code,
        collection_year,
        person_id,
        'IN_TOUCH' as item,
        'incomplete' as kind,
        case when is_in_touch_unreadable then 'unreadable' else 'not recorded at the contact' end as reason
    from oc3
    where contact_id is not null and in_touch_code is null

),

incomplete_activity as (

    select
        local_authority_code,
        collection_year,
        person_id,
        'ACTIV' as item,
        'incomplete' as kind,
        case when is_activity_unreadable then 'unreadable' else 'not recorded at the contact' end as reason
    from oc3
    where
        not is_without_state
        and activity_code is null
        and (is_activity_unreadable or in_touch_item = 'YES')

),

incomplete_accommodation as (

    select
        local_authority_code,
        collection_year,
        person_id,
        'ACCOM' as item,
        'incomplete' as kind,
        case
            when is_accommodation_unreadable or (accommodation_code is not null and is_suitability_unreadable)
                then 'unreadable'
            when accommodation_code is null then 'not recorded at the contact'
            else 'suitability not recorded at the contact'
        end as reason
    from oc3
    where
        not is_without_state
        and accommodation_item = '0'
        and (is_accommodation_unreadable or accommodation_code is not null or in_touch_item = 'YES')

),

final as (

    select * from left_out
    union all
    select * from without_age
    union all
    select * from incomplete_in_touch
    union all
    select * from incomplete_activity
    union all
    select * from incomplete_accommodation

)

select * from final
