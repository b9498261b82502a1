select
    'Episodes' as module,
    row_id
from episode_in_order
where
    previous_row_id is not null
    and rne = 'L'
    and (ls is not distinct from previous_ls or placement is distinct from previous_placement)
