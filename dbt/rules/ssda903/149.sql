select
    'Episodes' as module,
    row_id
from episodes
where rec not in (select code from codes('REC'))
