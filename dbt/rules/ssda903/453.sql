select
    'Episodes' as module,
    episode.row_id
from carried_over_episode as episode
anti join unaccompanied_child on episode.child = unaccompanied_child.child
where
    episode.rne = episode.last_rne
    and (
        (episode.pl_distance is null) <> (episode.last_pl_distance is null)
        or round(abs(episode.pl_distance - episode.last_pl_distance), 1) >= threshold('changed_distance')
    )
