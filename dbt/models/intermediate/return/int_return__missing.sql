-- Times missing or away of a collection year, with the items as the return wants them.
with candidate as (
    select * from {{ ref('int_return__missing_candidate') }}
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
        cast(candidate.missing_start_date as varchar) as line,
        candidate.missing_type_code,
        candidate.missing_start_date,
        candidate.missing_end_item,
        case
            when candidate.missing_end_item < candidate.recorded_end_date then 'end after the 18th birthday'
            when candidate.is_end_before_start then 'end before start'
            when candidate.is_end_unreadable then 'unreadable'
            when candidate.missing_end_item is not null and candidate.recorded_end_date is null
                then 'still open at the 18th birthday'
        end as end_fault,
        candidate.is_type_unreadable,
        candidate.load_id,
        candidate.row_number
    from candidate
    inner join looked_after
        on
            {{ same_person('candidate', 'looked_after') }}
            and candidate.collection_year = looked_after.collection_year
)

select * from final
