select
    'Episodes' as module,
    row_id
from episodes
where place in (select code from codes('adoption_under_placement_order')) and ls is distinct from 'E1'
