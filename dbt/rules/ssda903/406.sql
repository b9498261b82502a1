select
    'Episodes' as module,
    episodes.row_id
from episodes
semi join unaccompanied_child on episodes.child = unaccompanied_child.child
where episodes.pl_distance_text is not null
