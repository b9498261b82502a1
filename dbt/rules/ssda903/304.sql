select
    'UASC' as module,
    row_id
from uasc
where duc > birthday(dob, threshold('adult_age'))
