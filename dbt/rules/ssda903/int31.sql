select
    'AD1' as module,
    row_id
from ad1
where child is not null
qualify count(*) over (partition by child) > 1
