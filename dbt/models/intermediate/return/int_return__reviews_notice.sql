-- Reviews without a line, and items that are repaired or cannot be told.
with candidate as (
    select * from {{ ref('int_return__reviews_candidate') }}
),

line as (
    select
        *,
        case when is_participation_unreadable then 'unreadable' else 'not recorded' end as blank_reason
    from {{ ref('int_return__reviews') }}
),

final as (
    {{ left_out_records() }}
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'REVIEW_CODE' as item,
        case when participation_item is null then 'incomplete' else 'repaired' end as kind,
        case when participation_item is null then blank_reason else blank_reason || ', under four' end as reason
    from line
    where review_participation_code is null
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'all' as item,
        'to check' as kind,
        'whether it was cancelled is unreadable' as reason
    from line
    where is_cancelled_unreadable
)

select * from final
