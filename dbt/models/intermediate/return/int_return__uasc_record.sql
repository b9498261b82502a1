-- Statuses of unaccompanied asylum-seeking children, by person, each with the day it ceased: the end of the claim, else
-- of the status; at the latest the 18th birthday (rule 304 of the return). A status that cannot be read may be one.
with status as (
    select
        *,
        {{ has_unreadable(['immi_immigration_status']) }} as is_status_unreadable,
        {{ has_unreadable(['immi_immigration_status_end_date']) }} as is_end_unreadable
    from {{ ref('stg_lcs__immigration_status') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

claim_end as (
    select * from {{ ref('int_return__uasc_claim_end') }}
),

birth_date as (
    select * from {{ ref('int_person__birth_date') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

known as (
    select
        status.*,
        lcs_person.person_id,
        {{ known_date('status.status_end_date') }} as known_end_date,
        claim_end.claim_end_date,
        claim_end.load_id as claim_load_id,
        claim_end.row_number as claim_row_number,
        coalesce(claim_end.is_unreadable, false) as is_claim_end_unreadable,
        {{ add_years('birth_date.birth_date', 18) }} as eighteenth_birthday
    from status
    cross join run_settings
    left join lcs_person
        on
            status.local_authority_code = lcs_person.local_authority_code
            and status.lcs_person_id = lcs_person.lcs_person_id
    left join claim_end on {{ same_person('lcs_person', 'claim_end') }}
    left join birth_date on {{ same_person('lcs_person', 'birth_date') }}
    where
        (status.immigration_status_code = 'UASC' or status.is_status_unreadable)
        and {{ has_begun('status.status_start_date') }}
),

final as (
    select
        local_authority_code,
        immigration_status_id as record_id,
        coalesce(person_id, '') as person_id,
        status_start_date,
        coalesce(claim_end_date, known_end_date) as recorded_end_date,
        case
            when coalesce(claim_end_date, known_end_date) <= eighteenth_birthday
                then coalesce(claim_end_date, known_end_date)
            else coalesce(eighteenth_birthday, claim_end_date, known_end_date)
        end as ceased_date,
        claim_end_date is not null as is_end_of_claim,
        is_status_unreadable,
        is_claim_end_unreadable or is_end_unreadable as is_end_unreadable,
        load_id,
        row_number,
        claim_load_id,
        claim_row_number
    from known
)

select * from final
