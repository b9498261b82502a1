with people as (select * from {{ ref('stg_lcs__person') }}),

ccis_people as (select * from {{ ref('stg_ccis__young_person') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

from_people as (
    select
        {{ provenance('lcs', 'ssd_person', 'pers_send_flag', 'ssd_person', 'lcs_person_id') }},
        extract_date as need_date,
        extract_date,
        has_send as has_plan,
        cast(null as boolean) as has_support
    from people
),

from_ccis as (
    select
        {{ provenance(
            'ccis', 'young_person', 'send_flag', 'young_person', 'ccis_client_id',
            also=['sen_support_flag']
        ) }},
        extract_date as need_date,
        extract_date,
        has_ehc_plan as has_plan,
        has_sen_support as has_support
    from ccis_people
),

records as (
    select * from from_people
    union all
    select * from from_ccis
),

final as (
    select
        {{ fact_key() }},
        records.need_date,
        records.extract_date,
        records.has_plan,
        records.has_support,
        case
            when coalesce(records.has_plan, records.has_support) is not null
                then coalesce(records.has_plan, false) or coalesce(records.has_support, false)
        end as has_special_educational_need
    from records
    {{ join_person_and_field() }}
)

select * from final
