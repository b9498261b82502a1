with care_leavers as (select * from {{ ref('stg_lcs__care_leaver_history') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('lcs', 'ssd_care_leavers', 'clea_pathway_plan_review_date', 'ssd_person', 'lcs_person_id') }},
        pathway_plan_review_date,
        extract_date,
        is_current
    from care_leavers
),

final as (
    select
        {{ fact_key() }},
        records.pathway_plan_review_date,
        records.extract_date,
        records.is_current
    from records
    {{ join_person_and_field() }}
)

select * from final
