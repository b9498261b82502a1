select
    'Episodes' as module,
    row_id
from episode_in_order
where rne = 'S' and decom <= previous_dec
