with care_leavers as (select * from {{ ref('stg_lcs__care_leaver') }}),

characteristics as (select * from {{ ref('stg_ccis__characteristic') }}),

applications as (select * from {{ ref('stg_housing__register_application') }}),

support_needs as (select * from {{ ref('int_support_need__dated') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

from_care_leavers as (
    select
        {{ provenance('lcs', 'ssd_care_leavers', 'clea_care_leaver_eligibility', 'ssd_person', 'lcs_person_id') }},
        extract_date as eligibility_date,
        eligibility_code
    from care_leavers
),

from_characteristics as (
    select
        {{ provenance('ccis', 'individual_characteristic', 'nccis_care_leaver', 'young_person', 'ccis_client_id') }},
        extract_date as eligibility_date,
        case when is_care_leaver then 'CARE_LEAVER' when not is_care_leaver then 'NONE' end
            as eligibility_code
    from characteristics
),

from_applications as (
    select
        {{ provenance(
            'housing', 'housing_register', 'care_leaver_priority', 'housing_register',
            'register_reference'
        ) }},
        extract_date as eligibility_date,
        case when has_care_leaver_priority then 'CARE_LEAVER' when not has_care_leaver_priority then 'NONE' end
            as eligibility_code
    from applications
),

from_support_needs as (
    select
        {{ provenance(
            'housing', 'hclic_support_needs', 'support_need_care_leaver_18_20', 'hclic_people',
            "case_reference || '|1'",
            also=['support_need_care_leaver_21_24', 'support_need_care_leaver_25_plus']
        ) }},
        assessment_date as eligibility_date,
        case
            when
                has_support_need_care_leaver_18_20
                or has_support_need_care_leaver_21_24
                or has_support_need_care_leaver_25_plus
                or has_support_need_care_leaver_21_plus_retired
                then 'CARE_LEAVER'
        end as eligibility_code
    from support_needs
),

records as (
    select * from from_care_leavers
    union all
    select * from from_characteristics
    union all
    select * from from_applications
    union all
    select * from from_support_needs
),

final as (
    select
        {{ fact_key() }},
        records.eligibility_date,
        records.eligibility_code
    from records
    {{ join_person_and_field() }}
)

select * from final
