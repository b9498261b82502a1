-- Statuses of unaccompanied asylum-seeking children, by person, each with the day it ceased: the end of the claim, else
-- of the status; at the latest the 18th birthday (rule 304 of the return). A status that cannot be read may be one; so
-- may be one that is missing, where a claim is said to have ended.
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

claim_without_status as (
    select claim_end.*
    from claim_end
    left join known on {{ same_person('claim_end', 'known') }}
    where known.person_id is null and claim_end.claim_end_date is not null
),

final as (
    select
        local_authority_code,
        'ssd_immigration_status' as dataset,
        immigration_status_id as record_id,
        person_id,
        status_start_date,
        coalesce(claim_end_date, known_end_date) as recorded_end_date,
        case
            when coalesce(claim_end_date, known_end_date) <= eighteenth_birthday
                then coalesce(claim_end_date, known_end_date)
            else coalesce(eighteenth_birthday, claim_end_date, known_end_date)
        end as ceased_date,
        claim_end_date is not null as is_end_of_claim,
        case when is_status_unreadable then 'immigration status unreadable' end as status_fault,
        is_claim_end_unreadable or is_end_unreadable as is_end_unreadable,
        load_id,
        row_number,
        claim_load_id,
        claim_row_number
    from known
    union all
    select
        local_authority_code,
        'lcs_903_items' as dataset,
        record_id,
        person_id,
        claim_end_date as status_start_date,
        claim_end_date as recorded_end_date,
        claim_end_date as ceased_date,
        true as is_end_of_claim,
        'claim ended, but no status as an unaccompanied child' as status_fault,
        false as is_end_unreadable,
        load_id,
        row_number,
        load_id as claim_load_id,
        row_number as claim_row_number
    from claim_without_status
)

select * from final
