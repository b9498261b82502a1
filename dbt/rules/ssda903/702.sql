select
    'DoLo' as module,
    row_id
from dolo
where dolo_end < dolo_start
