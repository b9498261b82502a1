-- The return's own names are upper case. -- noqa: disable=RF06
with line as (
    select * from {{ ref('int_return__uasc') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id as "CHILD",
        sex_item as "SEX",
        birth_date as "DOB",
        claim_end_item as "DUC"
    from line
)

select * from final
