-- No upper age: leavers are followed to 25.
select
    'OC3' as module,
    row_id
from oc3
where
    birthday(dob, threshold('leaver_age_from')) > collection_end()
    and coalesce(in_touch, activ, accom) is not null
