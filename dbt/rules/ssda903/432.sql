select
    'Episodes' as module,
    row_id
from episode_in_order
where
    previous_rec <> 'X1'
    and previous_rec in (select code from codes('REC'))
    and rne is distinct from 'S'
