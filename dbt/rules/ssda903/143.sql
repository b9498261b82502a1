select
    'Episodes' as module,
    row_id
from episodes
where rne not in (select code from codes('RNE'))
