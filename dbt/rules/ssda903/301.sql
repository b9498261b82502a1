select
    'Header' as module,
    row_id
from header
where dob > collection_end()
