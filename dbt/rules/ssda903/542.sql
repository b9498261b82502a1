select
    'OC2' as module,
    row_id
from oc2
where birthday(dob, threshold('criminal_responsibility_age')) > collection_end() and convicted is not null
