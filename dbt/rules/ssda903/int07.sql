select
    'PrevPerm' as module,
    row_id
from prevperm
where child is null or child not in (
    select child from header
    where child is not null
)
