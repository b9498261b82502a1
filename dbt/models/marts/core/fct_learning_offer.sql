with activities as (select * from {{ ref('stg_ccis__current_activity') }}),

destinations as (select * from {{ ref('stg_ccis__intended_destination') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

from_activities as (
    select
        {{ provenance('ccis', 'current_activity', 'guarantee_status', 'young_person', 'ccis_client_id') }},
        extract_date as offer_date,
        guarantee_status_code as offer_code
    from activities
),

from_destinations as (
    select
        {{ provenance('ccis', 'intended_destination', 'intended_destination_code', 'young_person', 'ccis_client_id') }},
        extract_date as offer_date,
        intended_destination_code as offer_code
    from destinations
),

records as (
    select * from from_activities
    union all
    select * from from_destinations
),

final as (
    select
        {{ fact_key() }},
        records.offer_date,
        records.offer_code
    from records
    {{ join_person_and_field() }}
)

select * from final
