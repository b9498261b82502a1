select
    'OC2' as module,
    row_id
from oc2
where birthday(dob, threshold('health_check_age_until')) <= collection_end() and health_check is not null
