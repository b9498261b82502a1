-- The kinds of placement that the report tells apart add up to everybody looked after on the last day.
with placement as (
    select * from {{ ref('int_return__measured_placement') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child
    from placement
    where
        cast(fostered_by_relative_or_friend as integer) + cast(fostered_by_other_carer as integer)
        + cast(in_childrens_home_or_supported_accommodation as integer) + cast(placed_for_adoption as integer)
        + cast(placed_with_parents as integer) + cast(placed_elsewhere as integer) <> 1
)

select * from final
