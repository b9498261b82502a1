select
    'PlacedAdoption' as module,
    placedadoption.row_id
from placedadoption
anti join header on placedadoption.child = header.child
