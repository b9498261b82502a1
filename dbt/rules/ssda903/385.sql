select
    'Episodes' as module,
    row_id
from episodes
where dec > collection_end()
