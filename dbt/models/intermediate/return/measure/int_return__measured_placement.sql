-- The return's own names are upper case. -- noqa: disable=RF06
with child as (
    select * from {{ ref('int_return__measured_child') }}
    where looked_after
),

year as (
    select * from {{ ref('ssda903__year') }}
),

uasc as (
    select * from {{ ref('ssda903__uasc') }}
),

listed_postcode as (
    select * from {{ ref('int_return__listed_postcode') }}
),

placed as (
    select
        child.local_authority_code,
        child.collection_year,
        child."CHILD",
        coalesce(child.last_day_place, '') as place,
        uasc."CHILD" is not null and coalesce(uasc."DUC" > year.known_to_date, true) as is_unaccompanied,
        listed_postcode.dfe_code <> child.local_authority_code as is_outside
    from child
    inner join year on child.collection_year = year.collection_year
    left join uasc
        on
            child.local_authority_code = uasc.local_authority_code
            and child.collection_year = uasc.collection_year
            and child."CHILD" = uasc."CHILD"
    left join listed_postcode
        on
            child.local_authority_code = listed_postcode.local_authority_code
            and {{ postcode_key('child.last_day_postcode') }} = listed_postcode.postcode_key
),

final as (
    select
        local_authority_code,
        collection_year,
        "CHILD",
        is_unaccompanied as unaccompanied,
        place in ('U1', 'U2', 'U3') as fostered_by_relative_or_friend,
        place in ('U4', 'U5', 'U6') as fostered_by_other_carer,
        place in ('K1', 'K2', 'K3', 'H5') as in_childrens_home_or_supported_accommodation,
        place in ('A3', 'A4', 'A5', 'A6') as placed_for_adoption,
        place = 'P1' as placed_with_parents,
        place not in (
            'U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'K1', 'K2', 'K3', 'H5', 'A3', 'A4', 'A5', 'A6', 'P1'
        ) as placed_elsewhere,
        is_outside as placed_outside_authority
    from placed
)

select * from final
