select
    'Missing' as module,
    row_id
from missing
where missing in (select code from codes('MISSING')) and mis_start_text is null
