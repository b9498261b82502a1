with placedadoption as (
    select * from {{ ref('int_return__placedadoption') }}
),

person_item as (
    select * from {{ ref('int_return__person_item') }}
),

item as (
    select * from (
        values
        ('DATE_PLACED', 'day of the decision'),
        ('DATE_PLACED_CEASED', 'day it was reversed, if in the year or before'),
        ('REASON_PLACED_CEASED', 'as recorded, once reversed')
    ) as items (item, rule)
),

traced as (
    select
        placedadoption.*,
        item.item,
        'ssd_permanence' as source_dataset,
        placedadoption.load_id as source_load_id,
        placedadoption.row_number as source_row_number,
        item.rule
    from placedadoption
    cross join item
    union all
    select
        placedadoption.*,
        person_item.item,
        person_item.source_dataset,
        person_item.load_id as source_load_id,
        person_item.row_number as source_row_number,
        person_item.rule
    from placedadoption
    inner join person_item on {{ same_person('placedadoption', 'person_item') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id,
        line,
        item,
        case item
            when 'CHILD' then child_id
            when 'DOB' then {{ return_date('birth_date') }}
            when 'DATE_PLACED' then {{ return_date('decision_date') }}
            when 'DATE_PLACED_CEASED' then {{ return_date('reversed_date') }}
            when 'REASON_PLACED_CEASED' then reversed_reason_code
        end as value,
        source_dataset,
        source_load_id as load_id,
        source_row_number as row_number,
        rule
    from traced
)

select * from final
