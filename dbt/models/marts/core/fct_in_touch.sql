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
        {{ provenance('lcs', 'ssd_care_leavers', 'clea_care_leaver_in_touch', 'ssd_person', 'lcs_person_id') }},
        coalesce(latest_contact_date, extract_date) as in_touch_date,
        in_touch_code
    from care_leavers
),

from_contacts as (
    select
        {{ provenance('lcs', 'lcs_care_leaver_contacts', 'in_touch', 'ssd_person', 'lcs_person_id') }},
        contact_date as in_touch_date,
        in_touch_code
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
        records.in_touch_date,
        records.in_touch_code
    from records
    {{ join_person_and_field() }}
)

select * from final
