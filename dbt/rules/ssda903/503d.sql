-- Z1 was split into other codes, which may follow it in the year of the change.
select
    'Episodes' as module,
    row_id
from carried_over_episode
where
    place is distinct from last_place
    and not coalesce(last_place = 'Z1' and place in (select code from codes('successor_of_z1')), false)
