select
    'PlacedAdoption' as module,
    row_id
from placedadoption
where
    date_placed_text is null
    and date_placed_ceased_text is not null
    and reason_placed_ceased is not null
