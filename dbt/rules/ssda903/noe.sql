select
    'Episodes' as module,
    episodes.row_id
from episodes
anti join previous_episodes on episodes.child = previous_episodes.child
where episodes.decom < collection_start()
