-- The return's own names are upper case. -- noqa: disable=RF06
with review as (
    select * from {{ ref('ssda903__reviews') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        "CHILD",
        "REVIEW",
        true as reviews_held,
        case
            when coalesce("REVIEW_CODE", '') <> 'PN0'
                then coalesce("REVIEW_CODE" in ('PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6'), false)
        end as took_part_in_review
    from review
)

select * from final
