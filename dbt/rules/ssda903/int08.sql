select
    'Reviews' as module,
    row_id
from reviews
where child is null or child not in (
    select child from header
    where child is not null
)
