-- A 17th birthday on the first day is in the year, and rule 197B asks for a score or a reason then.
select
    'OC2' as module,
    row_id
from oc2
where
    birthday(dob, threshold('sdq_age_until')) < collection_start()
    and (sdq_score is not null or sdq_reason is not null)
