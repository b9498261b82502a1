-- The return's own names are upper case. -- noqa: disable=RF06
with line as (
    select * from {{ ref('int_return__dolo') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id as "CHILD",
        birth_date as "DOB",
        dolo_start_date as "DOLO_START",
        dolo_end_item as "DOLO_END"
    from line
)

select * from final
