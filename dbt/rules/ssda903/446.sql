select
    'Episodes' as module,
    row_id
from episodes
where ls = 'E1' and decom < threshold_date('placement_orders_from')
