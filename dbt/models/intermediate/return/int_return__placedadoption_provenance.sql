with line as (
    select * from {{ ref('int_return__placedadoption') }}
),

header as (
    select * from {{ ref('int_return__header_provenance') }}
),

item as (
    select * from (
        values
        ('DATE_PLACED', 'day of the decision'),
        ('DATE_PLACED_CEASED', 'day it was reversed, if by the end of the year'),
        ('REASON_PLACED_CEASED', 'as recorded, if reversed by the end of the year')
    ) as items (item, rule)
),

final as (
    {{ items_of_header(['CHILD', 'DOB']) }}
    union all
    select
        line.local_authority_code,
        line.collection_year,
        line.child_id,
        line.line,
        item.item,
        case item.item
            when 'DATE_PLACED' then {{ return_date('line.decision_date') }}
            when 'DATE_PLACED_CEASED' then {{ return_date('line.reversed_date') }}
            when 'REASON_PLACED_CEASED' then line.reversed_reason_code
        end as value,
        'ssd_permanence' as source_dataset,
        line.load_id,
        line.row_number,
        item.rule
    from line
    cross join item
)

select * from final
