-- Items of OC3 that cannot be told. A cell that holds something unreadable is not an empty one.
with oc3 as (
    select * from {{ ref('int_return__oc3') }}
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
    select * from incomplete_in_touch
    union all
    select * from incomplete_activity
    union all
    select * from incomplete_accommodation
)

select * from final
