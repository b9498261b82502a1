select
    'Episodes' as module,
    row_id
from carried_over_episode
where cin is distinct from last_cin
