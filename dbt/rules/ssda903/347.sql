select
    'OC3' as module,
    row_id
from oc3
where left(accom, 1) = 'T' and birthday(dob, threshold('adult_age')) > collection_start()
