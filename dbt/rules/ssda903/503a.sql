select
    'Episodes' as module,
    row_id
from carried_over_episode
where rne is distinct from last_rne
