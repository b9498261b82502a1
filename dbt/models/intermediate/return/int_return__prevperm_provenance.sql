with line as (
    select * from {{ ref('int_return__prevperm') }}
),

header as (
    select * from {{ ref('int_return__header_provenance') }}
),

-- An item that no record gives is traced to the person's own record.
own_record as (
    select * from header
    where item = 'CHILD'
),

item as (
    select item from (values ('PREV_PERM'), ('LA_PERM'), ('DATE_PERM')) as items (item)
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
            when 'PREV_PERM' then line.previous_permanence_code
            when 'LA_PERM' then line.authority_item
            when 'DATE_PERM' then line.order_date_item
        end as value,
        case when line.load_id is null then own_record.source_dataset else 'ssd_cla_previous_permanence' end
            as source_dataset,
        coalesce(line.load_id, own_record.load_id) as load_id,
        coalesce(line.row_number, own_record.row_number) as row_number,
        case
            when line.load_id is null then 'no record of the person: blank'
            when item.item <> 'PREV_PERM' and line.previous_permanence_code = 'Z1' then 'no earlier order: blank'
            when item.item = 'DATE_PERM' then 'as recorded, in the form of the return'
            else 'as recorded'
        end as rule
    from line
    cross join item
    inner join own_record
        on
            line.local_authority_code = own_record.local_authority_code
            and line.collection_year = own_record.collection_year
            and line.child_id = own_record.child_id
)

select * from final
