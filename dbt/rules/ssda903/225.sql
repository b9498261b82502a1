select
    'Episodes' as module,
    row_id
from episode_in_order
where
    rec = 'X1'
    and reason_place_change is null
    and (place in (select code from codes('temporary_placement'))) is not true
    and next_rne in (select code from codes('start_of_placement'))
    and (next_place in (select code from codes('temporary_placement'))) is not true
