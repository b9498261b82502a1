with health_records as (select * from {{ ref('stg_health__health_record') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('health', 'cla_health', 'gp_registered', 'cla_health', 'record_key') }},
        extract_date as registration_date,
        extract_date,
        is_registered_with_gp,
        is_registered_with_dentist,
        health_passport_given_date,
        {{ has_unreadable(['dentist_registered']) }} as is_dentist_unreadable,
        {{ has_unreadable(['health_passport_given_date']) }} as is_passport_unreadable
    from health_records
),

final as (
    select
        {{ fact_key() }},
        records.registration_date,
        records.extract_date,
        records.is_registered_with_gp,
        records.is_registered_with_dentist,
        records.is_dentist_unreadable,
        records.is_registered_with_gp and records.is_registered_with_dentist as is_registered_with_both,
        records.health_passport_given_date,
        records.is_passport_unreadable
    from records
    {{ join_person_and_field() }}
)

select * from final
