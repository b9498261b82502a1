select
    'Episodes' as module,
    row_id
from episodes
where place not in (select code from codes('PLACE'))
