select
    'Episodes' as module,
    row_id
from episode_in_order
where previous_rec = 'X1' and previous_dec = decom and cin is distinct from previous_cin
