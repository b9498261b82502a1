select
    'Header' as module,
    row_id
from header
where child is not null
qualify count(*) over (partition by child) > 1
