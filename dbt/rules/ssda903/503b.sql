select
    'Episodes' as module,
    row_id
from carried_over_episode
where ls is distinct from last_ls
