-- Completed checks of a person's health, each kind in its own column: those of the case system, and the latest of each
-- kind that the health team knows. Its record tells nothing of development checks.
with health_check as (
    select * from {{ ref('stg_lcs__cla_health_check') }}
    where health_check_status_code = 'COMPLETED'
),

health_record as (
    select * from {{ ref('stg_health__health_record') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

bridge as (
    select * from {{ ref('bridge_person_source_record') }}
    where dataset = 'cla_health' and person_id is not null
),

final as (
    select
        health_check.local_authority_code,
        lcs_person.person_id,
        case when health_check.health_check_type_code = 'DEVELOPMENT' then health_check.health_check_date end
            as development_check_date,
        case when health_check.health_check_type_code = 'DENTAL' then health_check.health_check_date end
            as dental_check_date,
        case when health_check.health_check_type_code = 'HEALTH_ASSESSMENT' then health_check.health_check_date end
            as health_assessment_date,
        'ssd_cla_health' as source_dataset,
        health_check.load_id,
        health_check.row_number
    from health_check
    inner join lcs_person
        on
            health_check.local_authority_code = lcs_person.local_authority_code
            and health_check.lcs_person_id = lcs_person.lcs_person_id
    union all
    select
        health_record.local_authority_code,
        bridge.person_id,
        cast(null as date) as development_check_date,
        health_record.dental_check_date,
        health_record.health_assessment_date,
        'cla_health' as source_dataset,
        health_record.load_id,
        health_record.row_number
    from health_record
    inner join bridge
        on
            health_record.local_authority_code = bridge.local_authority_code
            and health_record.record_key = bridge.source_record_id
)

select * from final
