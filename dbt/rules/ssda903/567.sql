select
    'Missing' as module,
    row_id
from missing
where mis_end < mis_start
