select
    'Episodes' as module,
    first_episode.row_id
from first_episode
anti join latest_episode_of_last_year as last_episode
    on first_episode.child = last_episode.child and first_episode.decom = last_episode.decom
where first_episode.decom < collection_start()
