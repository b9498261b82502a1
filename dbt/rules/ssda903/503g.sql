select
    'Episodes' as module,
    row_id
from carried_over_episode
where
    (pl_distance is null) <> (last_pl_distance is null)
    or round(abs(pl_distance - last_pl_distance), 1) >= threshold('changed_distance')
