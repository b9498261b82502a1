with scores as (select * from {{ ref('stg_lcs__sdq_score') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('lcs', 'ssd_sdq_scores', 'csdq_sdq_score', 'ssd_person', 'lcs_person_id') }},
        completed_date,
        sdq_score,
        sdq_reason_code
    from scores
),

final as (
    select
        {{ fact_key() }},
        records.completed_date,
        records.sdq_score,
        records.sdq_reason_code
    from records
    {{ join_person_and_field() }}
)

select * from final
