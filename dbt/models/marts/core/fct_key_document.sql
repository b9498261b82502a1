with identifiers as (select * from {{ ref('stg_lcs__linked_identifier') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('lcs', 'ssd_linked_identifiers', 'link_identifier_type', 'ssd_person', 'lcs_person_id') }},
        coalesce(valid_from_date, extract_date) as document_date,
        identifier_type_code as document_code
    from identifiers
),

final as (
    select
        {{ fact_key() }},
        records.document_date,
        records.document_code
    from records
    {{ join_person_and_field() }}
)

select * from final
