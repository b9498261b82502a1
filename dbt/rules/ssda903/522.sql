select
    'PlacedAdoption' as module,
    row_id
from placedadoption
where date_placed_ceased < date_placed
