with ccis_people as (select * from {{ ref('stg_ccis__young_person') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('ccis', 'young_person', 'level_of_need', 'young_person', 'ccis_client_id') }},
        extract_date as need_date,
        level_of_need_code
    from ccis_people
),

final as (
    select
        {{ fact_key() }},
        records.need_date,
        records.level_of_need_code
    from records
    {{ join_person_and_field() }}
)

select * from final
