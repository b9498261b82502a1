select
    'Episodes' as module,
    row_id
from episode_in_order
where
    previous_row_id is not null
    and rne in (select code from codes('new_placement_alone'))
    and (ls is distinct from previous_ls or placement is not distinct from previous_placement)
