-- A child with another decision that stands may have been adopted under that one.
with taken_back as (
    select
        row_id,
        child
    from placedadoption
    qualify bool_and(date_placed_ceased_text is not null) over (partition by child)
),

adopted as (
    select
        taken_back.row_id as placed_row,
        adoption_details.row_id as ad1_row
    from taken_back
    inner join adoption_details on taken_back.child = adoption_details.child
    where adoption_details.has_any
)

select
    'PlacedAdoption' as module,
    placed_row as row_id
from adopted
union all
select
    'AD1' as module,
    ad1_row as row_id
from adopted
