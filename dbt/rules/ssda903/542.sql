select
    'OC2' as module,
    row_id
from oc2
where birthday(dob, threshold('conviction_age_from')) > collection_end() and convicted is not null
