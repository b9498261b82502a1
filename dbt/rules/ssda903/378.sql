select
    'Episodes' as module,
    row_id
from episodes
where place = 'P1' and ls = 'V2'
