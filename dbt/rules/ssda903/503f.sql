select
    'Episodes' as module,
    row_id
from carried_over_episode
where urn is distinct from last_urn
