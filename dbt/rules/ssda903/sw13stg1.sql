select
    'SWEpisodes' as module,
    row_id
from social_worker_episode
where
    sw_reason not in (select code from codes('SW_REASON'))
    or (sw_reason is null and start_date >= threshold_date('social_worker_reason_from_date'))
