with care_leavers as (select * from {{ ref('stg_lcs__care_leaver') }}),

contacts as (select * from {{ ref('stg_lcs__care_leaver_contact') }}),

visits as (select * from {{ ref('stg_lcs__cla_visit') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

from_care_leavers as (
    select
        {{ provenance('lcs', 'ssd_care_leavers', 'clea_care_leaver_latest_contact', 'ssd_person', 'lcs_person_id') }},
        latest_contact_date as contact_date
    from care_leavers
),

from_contacts as (
    select
        {{ provenance('lcs', 'lcs_care_leaver_contacts', 'contact_date', 'ssd_person', 'lcs_person_id') }},
        contact_date
    from contacts
    where contact_kind_code is distinct from 'ATTEMPT'
),

from_visits as (
    select
        {{ provenance('lcs', 'ssd_cla_visits', 'clav_cla_visit_date', 'ssd_person', 'lcs_person_id') }},
        visit_date as contact_date
    from visits
    where is_seen is distinct from false
),

records as (
    select * from from_care_leavers
    union all
    select * from from_contacts
    union all
    select * from from_visits
),

final as (
    select
        {{ fact_key() }},
        records.contact_date
    from records
    {{ join_person_and_field() }}
)

select * from final
