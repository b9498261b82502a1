select
    'SWEpisodes' as module,
    row_id
from swepisodes
where left(sw_id, 2) not in (select code from codes('social_worker_id_prefix'))
