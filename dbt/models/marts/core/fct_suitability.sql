with care_leavers as (select * from {{ ref('stg_lcs__care_leaver') }}),

contacts as (select * from {{ ref('stg_lcs__care_leaver_contact') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

from_care_leavers as (
    select
        {{ provenance('lcs', 'ssd_care_leavers', 'clea_care_leaver_accom_suitable', 'ssd_person', 'lcs_person_id') }},
        coalesce(latest_contact_date, extract_date) as suitability_date,
        suitability_code
    from care_leavers
),

from_contacts as (
    select
        {{ provenance('lcs', 'lcs_care_leaver_contacts', 'suitability', 'ssd_person', 'lcs_person_id') }},
        contact_date as suitability_date,
        suitability_code
    from contacts
),

records as (
    select * from from_care_leavers
    union all
    select * from from_contacts
),

final as (
    select
        {{ fact_key() }},
        records.suitability_date,
        records.suitability_code,
        records.suitability_code = '1' as is_suitable
    from records
    {{ join_person_and_field() }}
)

select * from final
