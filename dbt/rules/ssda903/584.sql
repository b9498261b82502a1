select
    'PlacedAdoption' as module,
    placedadoption.row_id
from placedadoption
inner join previous_placedadoption on placedadoption.child = previous_placedadoption.child
where
    (
        previous_placedadoption.date_placed_ceased_text is not null
        or previous_placedadoption.reason_placed_ceased is not null
    )
    and (
        placedadoption.date_placed <= previous_placedadoption.date_placed
        or placedadoption.date_placed is null
    )
