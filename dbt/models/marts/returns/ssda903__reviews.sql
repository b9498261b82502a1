-- The return's own names are upper case. -- noqa: disable=RF06
with line as (
    select * from {{ ref('int_return__reviews') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id as "CHILD",
        birth_date as "DOB",
        review_date as "REVIEW",
        participation_item as "REVIEW_CODE"
    from line
)

select * from final
