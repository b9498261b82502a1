with people as (select * from {{ ref('stg_lcs__person') }}),

mothers as (select * from {{ ref('stg_lcs__mother') }}),

characteristics as (select * from {{ ref('stg_ccis__characteristic') }}),

support_needs as (select * from {{ ref('int_support_need__dated') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

from_people as (
    select
        {{ provenance('lcs', 'ssd_person', 'pers_is_mother', 'ssd_person', 'lcs_person_id') }},
        extract_date as parenthood_date,
        extract_date,
        is_mother as is_parent,
        cast(null as boolean) as is_pregnant,
        cast(null as boolean) as is_carer
    from people
),

from_mothers as (
    select
        {{ provenance('lcs', 'ssd_mother', 'moth_childs_dob', 'ssd_person', 'lcs_person_id') }},
        child_birth_date as parenthood_date,
        extract_date,
        child_birth_date is not null as is_parent,
        cast(null as boolean) as is_pregnant,
        cast(null as boolean) as is_carer
    from mothers
),

from_characteristics as (
    select
        {{ provenance(
            'ccis', 'individual_characteristic', 'nccis_parent', 'young_person', 'ccis_client_id',
            also=['nccis_pregnancy', 'nccis_carer_not_own_child', 'nccis_caring_for_own_child', 'nccis_teenage_mother']
        ) }},
        extract_date as parenthood_date,
        extract_date,
        is_parent or is_caring_for_own_child or is_teenage_mother as is_parent,
        is_pregnant,
        is_carer
    from characteristics
),

from_support_needs as (
    select
        {{ provenance(
            'housing', 'hclic_support_needs', 'support_need_young_parent', 'hclic_people',
            "case_reference || '|1'"
        ) }},
        assessment_date as parenthood_date,
        extract_date,
        has_support_need_young_parent as is_parent,
        cast(null as boolean) as is_pregnant,
        cast(null as boolean) as is_carer
    from support_needs
),

records as (
    select * from from_people
    union all
    select * from from_mothers
    union all
    select * from from_characteristics
    union all
    select * from from_support_needs
),

final as (
    select
        {{ fact_key() }},
        records.parenthood_date,
        records.extract_date,
        records.is_parent,
        records.is_pregnant,
        records.is_carer,
        records.is_parent or records.is_pregnant or records.is_carer as is_parent_or_carer
    from records
    {{ join_person_and_field() }}
)

select * from final
