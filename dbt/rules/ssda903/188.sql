select
    'OC2' as module,
    row_id
from oc2
where
    birthday(dob, threshold('sdq_age_from')) > collection_end()
    and (sdq_score is not null or sdq_reason is not null)
