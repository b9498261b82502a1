with convictions as (select * from {{ ref('stg_lcs__cla_conviction') }}),

characteristics as (select * from {{ ref('stg_ccis__characteristic') }}),

support_needs as (select * from {{ ref('int_support_need__dated') }}),

tenancies as (select * from {{ ref('stg_housing__tenancy') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

from_convictions as (
    select
        {{ provenance('lcs', 'ssd_cla_convictions', 'clac_cla_conviction_date', 'ssd_person', 'lcs_person_id') }},
        conviction_date as offence_date,
        conviction_offence as offence,
        conviction_date is not null or conviction_offence is not null as has_offended
    from convictions
),

from_characteristics as (
    select
        {{ provenance(
            'ccis', 'individual_characteristic', 'nccis_supervised_by_yots', 'young_person',
            'ccis_client_id'
        ) }},
        extract_date as offence_date,
        cast(null as varchar) as offence,
        is_supervised_by_youth_justice as has_offended
    from characteristics
),

from_support_needs as (
    select
        {{ provenance(
            'housing', 'hclic_support_needs', 'support_need_offending_history', 'hclic_people',
            "case_reference || '|1'"
        ) }},
        assessment_date as offence_date,
        cast(null as varchar) as offence,
        has_support_need_offending_history as has_offended
    from support_needs
),

from_tenancies as (
    select
        {{ provenance('housing', 'tenancies', 'asb_flag', 'tenancies', 'tenancy_reference') }},
        extract_date as offence_date,
        cast(null as varchar) as offence,
        has_antisocial_behaviour_case as has_offended
    from tenancies
),

records as (
    select * from from_convictions
    union all
    select * from from_characteristics
    union all
    select * from from_support_needs
    union all
    select * from from_tenancies
),

final as (
    select
        {{ fact_key() }},
        records.offence_date,
        records.offence,
        records.has_offended
    from records
    {{ join_person_and_field() }}
)

select * from final
