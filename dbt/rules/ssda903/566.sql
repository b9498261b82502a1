select
    'Missing' as module,
    row_id
from missing
where mis_end_text is not null and missing is null
