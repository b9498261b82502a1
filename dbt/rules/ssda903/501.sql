select
    'Episodes' as module,
    row_id
from episode_in_order
where decom < previous_dec
