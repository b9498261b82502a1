select
    'Episodes' as module,
    row_id
from episodes
where
    ls in (select code from codes('short_break'))
    and (home_post is not null or pl_post is not null)
