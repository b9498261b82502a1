with immunisations as (select * from {{ ref('stg_lcs__cla_immunisation') }}),

health_records as (select * from {{ ref('stg_health__health_record') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

from_immunisations as (
    select
        {{ provenance('lcs', 'ssd_cla_immunisations', 'clai_immunisations_status', 'ssd_person', 'lcs_person_id') }},
        coalesce(immunisations_status_date, extract_date) as immunisation_date,
        is_immunised,
        extract_date
    from immunisations
),

from_health_records as (
    select
        {{ provenance('health', 'cla_health', 'immunisations_up_to_date', 'cla_health', 'record_key') }},
        extract_date as immunisation_date,
        is_immunised,
        extract_date
    from health_records
),

records as (
    select * from from_immunisations
    union all
    select * from from_health_records
),

final as (
    select
        {{ fact_key() }},
        records.immunisation_date,
        records.is_immunised,
        records.extract_date
    from records
    {{ join_person_and_field() }}
)

select * from final
