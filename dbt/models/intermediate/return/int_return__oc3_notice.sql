-- Care leavers in view without a row in OC3, and items of its rows that cannot be told.
with left_out as (
    select * from {{ ref('int_return__oc3_left_out') }}
),

incomplete as (
    select * from {{ ref('int_return__oc3_incomplete') }}
),

notice as (
    select * from left_out
    union all
    select * from incomplete
),

final as (
    select
        local_authority_code,
        collection_year,
        person_id,
        '' as line,
        item,
        kind,
        reason
    from notice
)

select * from final
