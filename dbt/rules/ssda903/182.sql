select
    'OC2' as module,
    row_id
from health_details
where has_any and not has_core
