select
    'Episodes' as module,
    row_id
from episodes
where cin not in (select code from codes('CIN'))
