with substance_misuse as (select * from {{ ref('stg_lcs__cla_substance_misuse') }}),

return_records as (select * from {{ ref('stg_lcs__return_record') }}),

characteristics as (select * from {{ ref('stg_ccis__characteristic') }}),

support_needs as (select * from {{ ref('int_support_need__dated') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

from_substance_misuse as (
    select
        {{ provenance('lcs', 'ssd_cla_substance_misuse', 'clas_substance_misused', 'ssd_person', 'lcs_person_id') }},
        substance_misuse_date,
        has_substance_misuse,
        has_received_intervention
    from substance_misuse
),

from_interventions as (
    select
        {{ provenance('lcs', 'lcs_903_items', 'intervention_offered_date', 'ssd_person', 'lcs_person_id') }},
        intervention_offered_date as substance_misuse_date,
        intervention_offered_date is not null as has_substance_misuse,
        cast(null as boolean) as has_received_intervention
    from return_records
    where intervention_offered_date is not null
),

from_characteristics as (
    select
        {{ provenance(
            'ccis', 'individual_characteristic', 'nccis_substance_misuse', 'young_person',
            'ccis_client_id'
        ) }},
        extract_date as substance_misuse_date,
        has_substance_misuse,
        cast(null as boolean) as has_received_intervention
    from characteristics
),

from_support_needs as (
    select
        {{ provenance(
            'housing', 'hclic_support_needs', 'support_need_drug_dependency', 'hclic_people',
            "case_reference || '|1'", also=['support_need_alcohol_dependency']
        ) }},
        assessment_date as substance_misuse_date,
        has_support_need_drug_dependency or has_support_need_alcohol_dependency as has_substance_misuse,
        cast(null as boolean) as has_received_intervention
    from support_needs
),

records as (
    select * from from_substance_misuse
    union all
    select * from from_interventions
    union all
    select * from from_characteristics
    union all
    select * from from_support_needs
),

final as (
    select
        {{ fact_key() }},
        records.substance_misuse_date,
        records.has_substance_misuse,
        records.has_received_intervention
    from records
    {{ join_person_and_field() }}
)

select * from final
