-- Allocations of social workers of a collection year, with the items as the return wants them.
with candidate as (
    select * from {{ ref('int_return__swepisodes_candidate') }}
    where left_out_reason is null
),

looked_after as (
    select * from {{ ref('int_return__looked_after') }}
),

final as (
    select
        candidate.local_authority_code,
        candidate.collection_year,
        candidate.person_id,
        looked_after.child_id,
        looked_after.birth_date,
        cast(candidate.allocation_start_date as varchar) || '|' || candidate.worker_item as line,
        candidate.worker_item,
        candidate.allocation_start_date,
        candidate.allocation_end_item,
        case
            when candidate.worker_change_reason_code is not null then candidate.worker_change_reason_code
            when candidate.is_first_of_child then 'FCONTA'
        end as change_reason_item,
        case
            when candidate.is_registered then null
            when candidate.professional_id is null then 'worker not recorded'
            when candidate.professional_load_id is null then 'stand-in: worker not among the professionals'
            when candidate.registration_number is null then 'stand-in: number not recorded'
            else 'stand-in: number does not begin with SW'
        end as worker_fault,
        case
            when candidate.is_end_before_start then 'end before start'
            when candidate.is_end_unreadable then 'unreadable'
        end as end_fault,
        case
            when candidate.worker_change_reason_code is not null then null
            when candidate.is_first_of_child and candidate.is_reason_unreadable then 'unreadable, first allocation'
            when candidate.is_first_of_child then 'not recorded, first allocation'
            when candidate.is_reason_unreadable then 'unreadable'
            when candidate.is_reason_asked then 'not recorded'
        end as reason_fault,
        candidate.is_registered,
        candidate.load_id,
        candidate.row_number,
        candidate.professional_load_id,
        candidate.professional_row_number
    from candidate
    inner join looked_after
        on
            {{ same_person('candidate', 'looked_after') }}
            and candidate.collection_year = looked_after.collection_year
)

select * from final
