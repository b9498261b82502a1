-- Where the values of OC3 come from. The record of a death tells who is dead; what no contact tells stands on the
-- child's own record.
with oc3 as (
    select * from {{ ref('int_return__oc3') }}
),

birth_date as (
    select * from {{ ref('int_person__birth_date') }}
),

attribute as (
    select * from {{ ref('int_person__lcs_attribute') }}
),

death as (
    select * from {{ ref('int_person__death') }}
),

item as (
    select item from (values ('CHILD'), ('DOB'), ('IN_TOUCH'), ('ACTIV'), ('ACCOM')) as items (item)
),

final as (
    select
        oc3.local_authority_code,
        oc3.collection_year,
        oc3.child_id,
        '' as line,
        item.item,
        case item.item
            when 'CHILD' then oc3.child_id
            when 'DOB' then {{ return_date('oc3.birth_date') }}
            when 'IN_TOUCH' then oc3.in_touch_item
            when 'ACTIV' then oc3.activity_item
            when 'ACCOM' then oc3.accommodation_item
        end as value,
        case item.item
            when 'CHILD' then attribute.row_dataset
            when 'DOB' then birth_date.dataset
            else coalesce(death.source_dataset, oc3.source_dataset, attribute.row_dataset)
        end as source_dataset,
        case item.item
            when 'CHILD' then attribute.load_id
            when 'DOB' then birth_date.load_id
            else coalesce(death.load_id, oc3.load_id, attribute.load_id)
        end as load_id,
        case item.item
            when 'CHILD' then attribute.row_number
            when 'DOB' then birth_date.row_number
            else coalesce(death.row_number, oc3.row_number, attribute.row_number)
        end as row_number,
        case
            when item.item = 'CHILD' then 'smallest case-system number of the person'
            when item.item = 'DOB' then 'exact date before estimate, case system before others'
            when oc3.is_dead then 'dead: DIED and zeros'
            when oc3.contact_id is null then 'no contact in the window: NO and zeros'
            when oc3.is_without_state then 'back with a parent: zeros'
            when oc3.birthday_age >= 22 then 'latest contact of the year'
            else 'contact around the birthday: in touch first, then the nearest'
        end as rule
    from oc3
    cross join item
    inner join attribute on {{ same_person('oc3', 'attribute') }}
    inner join birth_date on {{ same_person('oc3', 'birth_date') }}
    left join death on {{ same_person('oc3', 'death') }} and oc3.is_dead
)

select * from final
