with line as (
    select * from {{ ref('int_return__dolo') }}
),

header as (
    select * from {{ ref('int_return__header_provenance') }}
),

item as (
    select * from (
        values
        ('DOLO_START', 'first day of the order'),
        ('DOLO_END', 'end by the last day known')
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
            when 'DOLO_START' then {{ return_date('line.dolo_start_date') }}
            when 'DOLO_END' then {{ return_date('line.dolo_end_item') }}
        end as value,
        'lcs_903_items' as source_dataset,
        line.load_id,
        line.row_number,
        case
            when item.item = 'DOLO_END' and line.end_fault is not null then line.end_fault || ': none'
            else item.rule
        end as rule
    from line
    cross join item
)

select * from final
