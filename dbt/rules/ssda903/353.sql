select
    'Episodes' as module,
    row_id
from episodes
where decom < threshold_date('earliest_episode_start')
