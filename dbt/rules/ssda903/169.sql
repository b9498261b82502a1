select
    'Episodes' as module,
    row_id
from episodes
where pl_la is null and (ls in (select code from codes('short_break'))) is not true
