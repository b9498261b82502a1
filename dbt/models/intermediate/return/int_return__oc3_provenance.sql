with

oc3 as (

    select * from {{ ref('int_return__oc3') }}

),

birth_date as (

    select * from {{ ref('int_person__birth_date') }}

),

attribute as (

    select * from {{ ref('int_person__lcs_attribute') }}

),

traced as (

    select
        oc3.*,
        attribute.load_id as person_load_id,
        attribute.row_number as person_row_number,
        birth_date.dataset as birth_date_dataset,
        birth_date.load_id as birth_date_load_id,
        birth_date.row_number as birth_date_row_number,
        case
            when oc3.is_dead then 'dead: DIED and zeros'
            when oc3.contact_id is null then 'no contact in the window: NO and zeros'
            when oc3.is_without_state then 'back with a parent: zeros'
            when oc3.birthday_age >= 22 then 'latest contact of the year'
            else 'contact around the birthday: in touch first, then the nearest'
        end as contact_rule
    from oc3
    inner join attribute
        on oc3.local_authority_code = attribute.local_authority_code and oc3.person_id = attribute.person_id
    inner join birth_date
        on oc3.local_authority_code = birth_date.local_authority_code and oc3.person_id = birth_date.person_id

),

final as (

    select
        local_authority_code, collection_year, child_id, 'CHILD' as item, child_id as value,
        'ssd_person' as source_dataset, person_load_id as load_id, person_row_number as row_number,
        'smallest case-system number of the person' as rule
    from traced
    union all
    select
        local_authority_code, collection_year, child_id, 'DOB', {{ return_date('birth_date') }},
        birth_date_dataset, birth_date_load_id, birth_date_row_number,
        'exact date before estimate, case system before others'
    from traced
    union all
    select
        local_authority_code, collection_year, child_id, 'IN_TOUCH', in_touch_item,
        source_dataset, load_id, row_number, contact_rule
    from traced
    union all
    select
        local_authority_code, collection_year, child_id, 'ACTIV', activity_item,
        source_dataset, load_id, row_number, contact_rule
    from traced
    union all
    select
        local_authority_code, collection_year, child_id, 'ACCOM', accommodation_item,
        source_dataset, load_id, row_number, contact_rule
    from traced

)

select * from final
