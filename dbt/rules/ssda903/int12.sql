select
    'PlacedAdoption' as module,
    placedadoption.row_id
from placedadoption
inner join header on placedadoption.child = header.child
where placedadoption.dob <> header.dob
