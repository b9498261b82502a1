select
    'Episodes' as module,
    row_id
from episodes
where ls in (select code from codes('short_break')) and pl_la is not null
