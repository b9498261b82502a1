select
    'Reviews' as module,
    row_id
from reviews
where review is null
