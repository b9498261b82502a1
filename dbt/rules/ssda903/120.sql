select
    'PlacedAdoption' as module,
    row_id
from placedadoption
where reason_placed_ceased not in (select code from codes('REASON_PLACED_CEASED'))
