-- The return's own names are upper case. -- noqa: disable=RF06
with placedadoption as (
    select * from {{ ref('int_return__placedadoption') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id as "CHILD",
        birth_date as "DOB",
        decision_date as "DATE_PLACED",
        reversed_date as "DATE_PLACED_CEASED",
        reversed_reason_code as "REASON_PLACED_CEASED"
    from placedadoption
)

select * from final
