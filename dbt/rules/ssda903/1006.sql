select
    'Missing' as module,
    row_id
from missing
where missing not in (select code from codes('MISSING'))
