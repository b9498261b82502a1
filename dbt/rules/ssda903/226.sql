select
    'Episodes' as module,
    row_id
from episode_in_order
where
    place in (select code from codes('temporary_placement'))
    and (reason_place_change is not null or previous_reason_place_change is not null)
