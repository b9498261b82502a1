select
    'Missing' as module,
    row_id
from missing
where mis_start > collection_end()
