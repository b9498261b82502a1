-- Deprivation of liberty orders of a collection year, with the items as the return wants them.
with candidate as (
    select * from {{ ref('int_return__dolo_candidate') }}
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
        cast(candidate.dolo_start_date as varchar) as line,
        candidate.dolo_start_date,
        candidate.dolo_end_item,
        case
            when candidate.is_end_not_after_start then 'end on or before the start'
            when candidate.is_end_unreadable then 'unreadable'
        end as end_fault,
        candidate.load_id,
        candidate.row_number
    from candidate
    inner join looked_after
        on
            {{ same_person('candidate', 'looked_after') }}
            and candidate.collection_year = looked_after.collection_year
)

select * from final
