with care_leavers as (select * from {{ ref('stg_lcs__care_leaver') }}),

run_settings as (select * from {{ source('landing', 'run_settings') }}),

involvements as (select * from {{ ref('stg_lcs__involvement') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

from_care_leavers as (
    select
        {{ provenance('lcs', 'ssd_care_leavers', 'clea_care_leaver_personal_advisor', 'ssd_person', 'lcs_person_id') }},
        personal_adviser_id as adviser_id,
        cast(null as date) as involvement_start_date,
        cast(null as date) as involvement_end_date,
        cast(null as varchar) as worker_change_reason_code,
        extract_date as adviser_date
    from care_leavers
),

from_involvements as (
    select
        {{ provenance('lcs', 'ssd_involvements', 'invo_involvement_start_date', 'ssd_person', 'lcs_person_id') }},
        professional_id as adviser_id,
        involvement_start_date,
        {{ known_date('involvement_end_date') }} as involvement_end_date,
        case when {{ known_date('involvement_end_date') }} is not null then worker_change_reason_code end
            as worker_change_reason_code,
        {{ last_held_date('involvement_end_date') }} as adviser_date
    from involvements
    cross join run_settings
    where professional_role_code = 'PA' and {{ has_begun('involvement_start_date') }}
),

records as (
    select * from from_care_leavers
    union all
    select * from from_involvements
),

final as (
    select
        {{ fact_key() }},
        records.adviser_id,
        records.involvement_start_date,
        records.involvement_end_date,
        records.worker_change_reason_code,
        records.adviser_date
    from records
    {{ join_person_and_field() }}
)

select * from final
