select
    'SWEpisodes' as module,
    swepisodes.row_id
from swepisodes
inner join latest_social_worker_episode as latest on swepisodes.child = latest.child
where
    swepisodes.row_id != latest.row_id
    and swepisodes.sw_decom is not null
    and swepisodes.sw_dec is null
