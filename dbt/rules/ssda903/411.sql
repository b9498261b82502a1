select
    'Episodes' as module,
    row_id
from episodes
where pl_location = 'IN' and pl_la is distinct from local_authority()
