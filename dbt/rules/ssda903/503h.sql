select
    'Episodes' as module,
    row_id
from carried_over_episode
where pl_la is distinct from last_pl_la
