select
    'Episodes' as module,
    row_id
from episodes
where place in (select code from codes('long_term_foster_placement')) and ls in (select code from codes('short_break'))
