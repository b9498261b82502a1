select
    'Missing' as module,
    row_id
from missing
where mis_end < collection_start() or mis_end > collection_end()
