select
    'DoLo' as module,
    row_id
from dolo
where dolo_end < collection_start() or dolo_end > collection_end()
