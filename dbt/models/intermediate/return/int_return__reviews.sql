-- Reviews of a collection year, with the items as the return wants them.
with candidate as (
    select * from {{ ref('int_return__reviews_candidate') }}
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
        cast(candidate.review_date as varchar) as line,
        candidate.review_date,
        case
            when candidate.review_participation_code is not null then candidate.review_participation_code
            -- Nobody asks a child under four.
            when candidate.review_date < {{ add_years('looked_after.birth_date', 4) }} then 'PN0'
        end as participation_item,
        candidate.review_participation_code,
        candidate.is_participation_unreadable,
        candidate.is_cancelled_unreadable,
        candidate.load_id,
        candidate.row_number
    from candidate
    inner join looked_after
        on
            {{ same_person('candidate', 'looked_after') }}
            and candidate.collection_year = looked_after.collection_year
)

select * from final
