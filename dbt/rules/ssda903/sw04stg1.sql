select
    'SWEpisodes' as module,
    row_id
from social_worker_episode
where start_date is null and sw_decom_text is not null
