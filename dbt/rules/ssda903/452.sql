select
    'Episodes' as module,
    episode.row_id
from carried_over_episode as episode
anti join unaccompanied_child on episode.child = unaccompanied_child.child
where
    episode.last_dec_text is null
    and episode.rne = episode.last_rne
    and episode.pl_la is distinct from episode.last_pl_la
