select
    'Missing' as module,
    row_id
from missing
where mis_start < dob
