select
    'OC2' as module,
    row_id
from oc2
where child is not null
qualify count(*) over (partition by child) > 1
