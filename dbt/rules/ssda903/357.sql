select
    'Episodes' as module,
    row_id
from first_episode
where decom >= collection_start() and rne is distinct from 'S'
