with line as (
    select * from {{ ref('int_return__swepisodes') }}
),

header as (
    select * from {{ ref('int_return__header_provenance') }}
),

item as (
    select * from (
        values
        ('SW_ID', 'number of Social Work England, upper case, without spaces'),
        ('SW_DECOM', 'first day of the allocation'),
        ('SW_DEC', 'end by the last day known'),
        ('SW_REASON', 'as recorded of the allocation that begins')
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
            when 'SW_ID' then line.worker_item
            when 'SW_DECOM' then {{ return_date('line.allocation_start_date') }}
            when 'SW_DEC' then {{ return_date('line.allocation_end_item') }}
            when 'SW_REASON' then line.change_reason_item
        end as value,
        case when item.item = 'SW_ID' and line.is_registered then 'ssd_professionals' else 'ssd_involvements' end
            as source_dataset,
        case when item.item = 'SW_ID' and line.is_registered then line.professional_load_id else line.load_id end
            as load_id,
        case when item.item = 'SW_ID' and line.is_registered then line.professional_row_number else line.row_number end
            as row_number,
        case
            when item.item = 'SW_ID' and not line.is_registered then 'XX and the number of the worker'
            when item.item = 'SW_DEC' and line.end_fault is not null then line.end_fault || ': none'
            when item.item = 'SW_REASON' and line.reason_fault is not null and line.change_reason_item = 'FCONTA'
                then 'none recorded, first allocation: FCONTA'
            else item.rule
        end as rule
    from line
    cross join item
)

select * from final
