select
    'Episodes' as module,
    row_id
from episodes
where decom = dec
