select
    'Episodes' as module,
    row_id
from episodes
where child is not null and ls in (select code from codes('short_break'))
qualify count(distinct ls) over (partition by child) > 1
