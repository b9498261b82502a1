select
    'Episodes' as module,
    episodes.row_id
from episodes
left join ever_unaccompanied on episodes.child = ever_unaccompanied.child
where
    ever_unaccompanied.child is null
    and (episodes.ls in (select code from codes('short_break'))) is not true
    and episodes.pl_distance not between threshold('placement_distance_from') and threshold('placement_distance_to')
