with checks as (select * from {{ ref('stg_lcs__cla_health_check') }}),

health_records as (select * from {{ ref('stg_health__health_record') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

from_checks as (
    select
        {{ provenance('lcs', 'ssd_cla_health', 'clah_health_check_date', 'ssd_person', 'lcs_person_id') }},
        health_check_date,
        health_check_type_code,
        health_check_status_code,
        case when health_check_type_code = 'HEALTH_ASSESSMENT' then health_check_date end as health_assessment_date,
        case when health_check_type_code = 'DENTAL' then health_check_date end as dental_check_date
    from checks
),

from_health_assessments as (
    select
        {{ provenance('health', 'cla_health', 'health_assessment_date', 'cla_health', 'record_key') }},
        health_assessment_date as health_check_date,
        'HEALTH_ASSESSMENT' as health_check_type_code,
        'COMPLETED' as health_check_status_code,
        health_assessment_date,
        cast(null as date) as dental_check_date
    from health_records
),

from_dental_checks as (
    select
        {{ provenance('health', 'cla_health', 'dental_check_date', 'cla_health', 'record_key') }},
        dental_check_date as health_check_date,
        'DENTAL' as health_check_type_code,
        'COMPLETED' as health_check_status_code,
        cast(null as date) as health_assessment_date,
        dental_check_date
    from health_records
),

records as (
    select * from from_checks
    union all
    select * from from_health_assessments
    union all
    select * from from_dental_checks
),

final as (
    select
        {{ fact_key() }},
        records.health_check_date,
        records.health_check_type_code,
        records.health_check_status_code,
        records.health_assessment_date,
        records.dental_check_date
    from records
    {{ join_person_and_field() }}
)

select * from final
