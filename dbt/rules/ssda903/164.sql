select
    'Episodes' as module,
    episodes.row_id
from episodes
left join unaccompanied_child on episodes.child = unaccompanied_child.child
where
    unaccompanied_child.child is null
    and (episodes.ls in (select code from codes('short_break'))) is not true
    and episodes.pl_distance not between threshold('placement_distance_from') and threshold('placement_distance_to')
