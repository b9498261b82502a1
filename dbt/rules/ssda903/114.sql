select
    'AD1' as module,
    row_id
from ad1
where foster_care not in (select code from codes('BOOL01'))
