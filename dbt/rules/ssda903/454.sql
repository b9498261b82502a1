select
    'Episodes' as module,
    episodes.row_id
from episodes
anti join unaccompanied_child on episodes.child = unaccompanied_child.child
where
    episodes.pl_distance > threshold('farthest_placement')
    and episodes.pl_distance <> threshold('unknown_distance')
