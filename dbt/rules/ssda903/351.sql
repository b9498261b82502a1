select
    'Header' as module,
    row_id
from header
where birthday(dob, threshold('leaver_age_to')) < collection_start()
