select
    'Episodes' as module,
    row_id
from episodes
where place = 'P1' and place_provider = 'PR5'
