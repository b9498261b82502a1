select
    'PlacedAdoption' as module,
    row_id
from placedadoption
where date_placed_text is not null and date_placed is null
