select
    'UASC' as module,
    row_id
from uasc
where child is not null
qualify count(*) over (partition by child) > 1
