select
    'Header' as module,
    row_id
from header
where mother = '1' and birthday(dob, threshold('mother_age_from')) > collection_start()
