select
    'Header' as module,
    row_id
from header
where ethnic is null or ethnic not in (select code from codes('ETHNIC'))
