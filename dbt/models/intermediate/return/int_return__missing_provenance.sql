with line as (
    select * from {{ ref('int_return__missing') }}
),

header as (
    select * from {{ ref('int_return__header_provenance') }}
),

item as (
    select * from (
        values
        ('MISSING', 'as recorded'),
        ('MIS_START', 'first day of the time missing or away'),
        ('MIS_END', 'end by the last day known, at most the 18th birthday')
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
            when 'MISSING' then line.missing_type_code
            when 'MIS_START' then {{ return_date('line.missing_start_date') }}
            when 'MIS_END' then {{ return_date('line.missing_end_item') }}
        end as value,
        'ssd_missing' as source_dataset,
        line.load_id,
        line.row_number,
        case
            when item.item = 'MIS_END' and line.end_fault is not null
                then case
                    when line.missing_end_item is null then line.end_fault || ': none'
                    else line.end_fault || ': 18th birthday'
                end
            else item.rule
        end as rule
    from line
    cross join item
)

select * from final
