select
    'Episodes' as module,
    row_id
from episodes
where ls = 'V3' and rne is distinct from 'S'
