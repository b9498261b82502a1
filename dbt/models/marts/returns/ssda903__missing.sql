-- The return's own names are upper case. -- noqa: disable=RF06
with line as (
    select * from {{ ref('int_return__missing') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id as "CHILD",
        birth_date as "DOB",
        missing_type_code as "MISSING",
        missing_start_date as "MIS_START",
        missing_end_item as "MIS_END"
    from line
)

select * from final
