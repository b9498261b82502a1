select
    'Episodes' as module,
    row_id
from episodes
where place in (select code from codes('temporary_placement')) and ls in (select code from codes('short_break'))
