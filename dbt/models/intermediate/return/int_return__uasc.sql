-- Unaccompanied asylum-seeking children of a collection year, with the items as the return wants them.
with candidate as (
    select * from {{ ref('int_return__uasc_candidate') }}
    where left_out_reason is null
),

header as (
    select * from {{ ref('int_return__header') }}
),

birth_date as (
    select * from {{ ref('int_person__birth_date') }}
),

final as (
    select
        candidate.local_authority_code,
        candidate.collection_year,
        candidate.person_id,
        header.child_id,
        header.sex_item,
        header.birth_date,
        '' as line,
        candidate.claim_end_item,
        case
            when candidate.claim_end_item is null then 'none'
            when coalesce(candidate.claim_end_item <> candidate.recorded_end_date, true) then 'birthday'
            when candidate.is_end_of_claim then 'claim'
            else 'status'
        end as end_kind,
        case
            when candidate.claim_end_item < candidate.recorded_end_date then 'end after the 18th birthday'
            when candidate.is_end_unreadable and candidate.recorded_end_date is null then 'unreadable'
            when candidate.claim_end_item < candidate.status_start_date then 'end before start'
        end as end_fault,
        candidate.load_id,
        candidate.row_number,
        candidate.claim_load_id,
        candidate.claim_row_number,
        birth_date.dataset as birth_date_dataset,
        birth_date.load_id as birth_date_load_id,
        birth_date.row_number as birth_date_row_number
    from candidate
    inner join header
        on
            {{ same_person('candidate', 'header') }}
            and candidate.collection_year = header.collection_year
    left join birth_date on {{ same_person('candidate', 'birth_date') }}
)

select * from final
