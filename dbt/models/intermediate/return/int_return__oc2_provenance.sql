with line as (
    select * from {{ ref('int_return__oc2') }}
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
    select * from {{ ref('int_return__oc2_item') }}
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
            when 'SDQ_SCORE' then cast(line.sdq_score_item as varchar)
            when 'SDQ_REASON' then line.sdq_reason_item
            when 'CONVICTED' then line.convicted_item
            when 'HEALTH_CHECK' then line.health_check_item
            when 'IMMUNISATIONS' then line.immunisations_item
            when 'TEETH_CHECK' then line.teeth_check_item
            when 'HEALTH_ASSESSMENT' then line.health_assessment_item
            when 'SUBSTANCE_MISUSE' then line.substance_misuse_item
            when 'INTERVENTION_RECEIVED' then line.intervention_received_item
            when 'INTERVENTION_OFFERED' then line.intervention_offered_item
        end as value,
        coalesce(item.source_dataset, own_record.source_dataset) as source_dataset,
        case when item.source_dataset is null then own_record.load_id else item.load_id end as load_id,
        case when item.source_dataset is null then own_record.row_number else item.row_number end as row_number,
        item.rule
    from line
    inner join item on {{ same_child('line', 'item') }}
    inner join own_record
        on
            line.local_authority_code = own_record.local_authority_code
            and line.collection_year = own_record.collection_year
            and line.child_id = own_record.child_id
)

select * from final
