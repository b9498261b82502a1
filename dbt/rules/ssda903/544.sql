select
    'OC2' as module,
    row_id
from health_details
where convicted is not null and not has_core
