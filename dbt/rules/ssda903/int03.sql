select
    'Episodes' as module,
    episodes.row_id
from episodes
anti join header on episodes.child = header.child
