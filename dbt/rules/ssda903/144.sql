select
    'Episodes' as module,
    row_id
from episodes
where ls not in (select code from codes('LS'))
