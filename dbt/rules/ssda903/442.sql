select
    'Header' as module,
    row_id
from header
where
    upn is null
    and child in (
        select child
        from episodes
        where ls is null or ls not in (select code from codes('short_break'))
    )
