select
    'Header' as module,
    row_id
from header
where uasc = '1' and birthday(dob, threshold('unaccompanied_age_from')) > collection_end()
