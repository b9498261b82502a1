select
    'SWEpisodes' as module,
    row_id
from social_worker_episode
where end_date is null and sw_dec_text is not null
