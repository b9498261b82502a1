select
    'Missing' as module,
    row_id
from missing
where mis_end is null and mis_end_text is not null
