-- Legal statuses as known at as_at, by person. An end that cannot be one is taken as not recorded.
with legal_status as (
    select * from {{ ref('stg_lcs__legal_status') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

submitted as (
    select * from {{ ref('int_care__submitted_statement') }}
    where unused_reason is null
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

final as (
    select
        legal_status.local_authority_code,
        lcs_person.person_id,
        legal_status.legal_status_id,
        legal_status.legal_status_start_date as start_date,
        case
            when legal_status.legal_status_end_date between legal_status.legal_status_start_date and run_settings.as_at
                then legal_status.legal_status_end_date
        end as end_date,
        legal_status.legal_status_code,
        case
            when legal_status.legal_status_end_date < legal_status.legal_status_start_date
                then 'legal status: end before start'
            when {{ has_unreadable(['lega_legal_status_end_date']) }} then 'legal status: end unreadable'
        end as legal_status_repair_reason,
        legal_status.load_id,
        legal_status.row_number
    from legal_status
    cross join run_settings
    inner join lcs_person
        on
            legal_status.local_authority_code = lcs_person.local_authority_code
            and legal_status.lcs_person_id = lcs_person.lcs_person_id
    where legal_status.legal_status_start_date <= run_settings.as_at
    union all
    select
        local_authority_code,
        person_id,
        record_key as legal_status_id,
        start_date,
        held_to_date as end_date,
        legal_status_code,
        cast(null as varchar) as legal_status_repair_reason,
        load_id,
        row_number
    from submitted
    where legal_status_code is not null
)

select * from final
