select
    'Episodes' as module,
    row_id
from episodes
where place is distinct from 'P1' and home_post = pl_post
