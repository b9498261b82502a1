select
    'Missing' as module,
    row_id
from missing
where mis_start_text is not null and missing is null
