with different as (
    select
        placedadoption.row_id as placed_row,
        ad1.row_id as ad1_row
    from placedadoption
    inner join ad1 on placedadoption.child = ad1.child
    where placedadoption.date_placed <> ad1.date_int
)

select
    'PlacedAdoption' as module,
    placed_row as row_id
from different
union all
select
    'AD1' as module,
    ad1_row as row_id
from different
