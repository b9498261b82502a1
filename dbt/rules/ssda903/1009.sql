select
    'Episodes' as module,
    row_id
from episodes
where reason_place_change not in (select code from codes('REASON_PLACE_CHANGE'))
