with oc2 as (
    select * from {{ ref('int_return__oc2') }}
),

subject_item as (
    select * from {{ ref('int_return__oc2_item') }}
),

person_item as (
    select * from {{ ref('int_return__person_item') }}
),

own_record as (
    select * from person_item
    where item = 'CHILD'
),

item as (
    select
        subject_item.local_authority_code,
        subject_item.collection_year,
        subject_item.person_id,
        subject_item.item,
        coalesce(subject_item.source_dataset, own_record.source_dataset) as source_dataset,
        case when subject_item.source_dataset is null then own_record.load_id else subject_item.load_id end as load_id,
        case when subject_item.source_dataset is null then own_record.row_number else subject_item.row_number end
            as row_number,
        subject_item.rule
    from subject_item
    inner join own_record on {{ same_person('subject_item', 'own_record') }}
    union all
    select
        oc2.local_authority_code,
        oc2.collection_year,
        oc2.person_id,
        person_item.item,
        person_item.source_dataset,
        person_item.load_id,
        person_item.row_number,
        person_item.rule
    from oc2
    inner join person_item on {{ same_person('oc2', 'person_item') }}
),

final as (
    select
        oc2.local_authority_code,
        oc2.collection_year,
        oc2.child_id,
        '' as line,
        item.item,
        case item.item
            when 'CHILD' then oc2.child_id
            when 'DOB' then {{ return_date('oc2.birth_date') }}
            when 'SDQ_SCORE' then cast(oc2.sdq_score_item as varchar)
            when 'SDQ_REASON' then oc2.sdq_reason_item
            when 'CONVICTED' then oc2.convicted_item
            when 'HEALTH_CHECK' then oc2.health_check_item
            when 'IMMUNISATIONS' then oc2.immunisations_item
            when 'TEETH_CHECK' then oc2.teeth_check_item
            when 'HEALTH_ASSESSMENT' then oc2.health_assessment_item
            when 'SUBSTANCE_MISUSE' then oc2.substance_misuse_item
            when 'INTERVENTION_RECEIVED' then oc2.intervention_received_item
            when 'INTERVENTION_OFFERED' then oc2.intervention_offered_item
        end as value,
        item.source_dataset,
        item.load_id,
        item.row_number,
        item.rule
    from oc2
    inner join item on {{ same_child('oc2', 'item') }}
)

select * from final
