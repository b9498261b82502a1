-- Items of OC2 for which a person has a record whose day cannot be read, so that it counts in no year.
with record as (
    select
        local_authority_code,
        'ssd_person' as person_dataset,
        lcs_person_id as source_record_id,
        'CONVICTED' as item
    from {{ ref('stg_lcs__cla_conviction') }}
    where {{ has_unreadable(['clac_cla_conviction_date']) }}
    union all
    select
        local_authority_code,
        'ssd_person' as person_dataset,
        lcs_person_id as source_record_id,
        case health_check_type_code
            when 'DEVELOPMENT' then 'HEALTH_CHECK'
            when 'DENTAL' then 'TEETH_CHECK'
            when 'HEALTH_ASSESSMENT' then 'HEALTH_ASSESSMENT'
        end as item
    from {{ ref('stg_lcs__cla_health_check') }}
    where health_check_status_code = 'COMPLETED' and {{ has_unreadable(['clah_health_check_date']) }}
    union all
    select
        local_authority_code,
        'cla_health' as person_dataset,
        record_key as source_record_id,
        'TEETH_CHECK' as item
    from {{ ref('stg_health__health_record') }}
    where {{ has_unreadable(['dental_check_date']) }}
    union all
    select
        local_authority_code,
        'cla_health' as person_dataset,
        record_key as source_record_id,
        'HEALTH_ASSESSMENT' as item
    from {{ ref('stg_health__health_record') }}
    where {{ has_unreadable(['health_assessment_date']) }}
    union all
    select
        local_authority_code,
        'ssd_person' as person_dataset,
        lcs_person_id as source_record_id,
        'SDQ_SCORE' as item
    from {{ ref('stg_lcs__sdq_score') }}
    where {{ has_unreadable(['csdq_sdq_completed_date']) }}
    union all
    select
        local_authority_code,
        'ssd_person' as person_dataset,
        lcs_person_id as source_record_id,
        'SUBSTANCE_MISUSE' as item
    from {{ ref('stg_lcs__cla_substance_misuse') }}
    where {{ has_unreadable(['clas_substance_misuse_date']) }}
    union all
    select
        local_authority_code,
        'ssd_person' as person_dataset,
        lcs_person_id as source_record_id,
        'INTERVENTION_OFFERED' as item
    from {{ ref('stg_lcs__return_record') }}
    where {{ has_unreadable(['intervention_offered_date']) }}
),

bridge as (
    select * from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

final as (
    select
        bridge.local_authority_code,
        bridge.person_id,
        record.item
    from record
    inner join bridge
        on
            record.local_authority_code = bridge.local_authority_code
            and record.person_dataset = bridge.dataset
            and record.source_record_id = bridge.source_record_id
    where record.item is not null
    group by bridge.local_authority_code, bridge.person_id, record.item
)

select * from final
