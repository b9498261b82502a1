select
    'DoLo' as module,
    row_id
from dolo
where dolo_start > collection_end()
