select
    'SWEpisodes' as module,
    row_id
from social_worker_episode
where
    start_date is null
    or (start_date >= threshold_date('social_worker_reason_from_date') and (sw_id is null or sw_reason is null))
