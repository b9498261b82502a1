-- The return's own names are upper case. -- noqa: disable=RF06
with prevperm as (
    select * from {{ ref('int_return__prevperm') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id as "CHILD",
        birth_date as "DOB",
        previous_permanence_code as "PREV_PERM",
        authority_item as "LA_PERM",
        order_date_item as "DATE_PERM"
    from prevperm
)

select * from final
