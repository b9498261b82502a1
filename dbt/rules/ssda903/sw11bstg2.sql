select
    'SWEpisodes' as module,
    row_id
from latest_social_worker_episode
where collection_end() - sw_dec between 0 and threshold('social_worker_year_end_days')
