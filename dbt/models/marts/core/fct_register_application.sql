with applications as (select * from {{ ref('stg_housing__register_application') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('housing', 'housing_register', 'band', 'housing_register', 'register_reference') }},
        register_reference,
        application_date,
        band_code,
        has_local_connection,
        has_care_leaver_priority,
        extract_date
    from applications
),

final as (
    select
        {{ fact_key() }},
        records.register_reference,
        records.application_date,
        records.band_code,
        records.has_local_connection,
        records.has_care_leaver_priority,
        records.extract_date
    from records
    {{ join_person_and_field() }}
)

select * from final
