select
    'Missing' as module,
    row_id
from missing
where child is null or child not in (
    select child from header
    where child is not null
)
