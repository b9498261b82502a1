with disabilities as (select * from {{ ref('stg_lcs__disability') }}),

support_needs as (select * from {{ ref('int_support_need__dated') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

from_disabilities as (
    select
        {{ provenance('lcs', 'ssd_disability', 'disa_disability_code', 'ssd_person', 'lcs_person_id') }},
        extract_date as disability_date,
        extract_date,
        disability_code,
        disability_code <> 'NONE' as is_disabled
    from disabilities
),

from_support_needs as (
    select
        {{ provenance(
            'housing', 'hclic_support_needs', 'support_need_physical_ill_health_disability', 'hclic_people',
            "case_reference || '|1'", also=['support_need_learning_disability']
        ) }},
        assessment_date as disability_date,
        extract_date,
        cast(null as varchar) as disability_code,
        has_support_need_physical_ill_health_disability or has_support_need_learning_disability as is_disabled
    from support_needs
),

records as (
    select * from from_disabilities
    union all
    select * from from_support_needs
),

final as (
    select
        {{ fact_key() }},
        records.disability_date,
        records.extract_date,
        records.disability_code,
        records.is_disabled
    from records
    {{ join_person_and_field() }}
)

select * from final
