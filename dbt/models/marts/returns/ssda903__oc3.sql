-- The return's own names are upper case. -- noqa: disable=RF06
with oc3 as (
    select * from {{ ref('int_return__oc3') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id as "CHILD",
        birth_date as "DOB",
        in_touch_item as "IN_TOUCH",
        activity_item as "ACTIV",
        accommodation_item as "ACCOM"
    from oc3
)

select * from final
