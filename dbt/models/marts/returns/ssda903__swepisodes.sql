-- The return's own names are upper case. -- noqa: disable=RF06
with line as (
    select * from {{ ref('int_return__swepisodes') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id as "CHILD",
        birth_date as "DOB",
        worker_item as "SW_ID",
        allocation_start_date as "SW_DECOM",
        allocation_end_item as "SW_DEC",
        change_reason_item as "SW_REASON"
    from line
)

select * from final
