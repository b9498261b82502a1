select
    'PlacedAdoption' as module,
    row_id
from placedadoption
where date_placed_ceased_text is not null and date_placed_ceased is null
