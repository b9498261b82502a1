with statements as (select * from {{ ref('stg_voice__app_statement') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('voice', 'app_statements', 'feeling', 'app_statements', 'lcs_person_id') }},
        statement_date,
        topic_code,
        feeling_code
    from statements
),

final as (
    select
        {{ fact_key() }},
        records.statement_date,
        records.topic_code,
        records.feeling_code
    from records
    {{ join_person_and_field() }}
)

select * from final
