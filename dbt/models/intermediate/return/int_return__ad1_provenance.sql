with line as (
    select * from {{ ref('int_return__ad1') }}
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
    select item from (
        values ('DATE_INT'), ('DATE_MATCH'), ('FOSTER_CARE'), ('NB_ADOPTR'), ('SEX_ADOPTR'), ('LS_ADOPTR')
    ) as items (item)
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
            when 'DATE_INT' then {{ return_date('line.decision_date') }}
            when 'DATE_MATCH' then {{ return_date('line.matched_date') }}
            when 'FOSTER_CARE' then line.foster_care_item
            when 'NB_ADOPTR' then line.number_of_adopters_code
            when 'SEX_ADOPTR' then line.adopter_sex_code
            when 'LS_ADOPTR' then line.adopter_legal_status_code
        end as value,
        case when line.load_id is null then own_record.source_dataset else 'ssd_permanence' end as source_dataset,
        coalesce(line.load_id, own_record.load_id) as load_id,
        coalesce(line.row_number, own_record.row_number) as row_number,
        case
            when line.load_id is null then 'no permanence record: blank'
            when line.is_record_of_period then 'permanence record of the period of care'
            else 'permanence record with a decision in the period of care'
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
