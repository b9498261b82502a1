select
    'OC3' as module,
    row_id
from oc3
where child is not null
qualify count(*) over (partition by child) > 1
