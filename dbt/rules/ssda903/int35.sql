select
    'PrevPerm' as module,
    row_id
from prevperm
where child is not null
qualify count(*) over (partition by child) > 1
