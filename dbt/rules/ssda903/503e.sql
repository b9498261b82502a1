select
    'Episodes' as module,
    row_id
from carried_over_episode
where place_provider is distinct from last_place_provider
