select
    'DoLo' as module,
    row_id
from dolo
where dolo_end is null and dolo_end_text is not null
