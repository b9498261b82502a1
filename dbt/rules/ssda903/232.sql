select
    'Header' as module,
    row_id
from header
where sex = 'U'
