select
    'OC2' as module,
    oc2.row_id
from oc2
inner join continuously_looked_after on oc2.child = continuously_looked_after.child
where
    birthday(oc2.dob, threshold('sdq_age_from')) <= collection_start()
    and birthday(oc2.dob, threshold('sdq_age_until')) > collection_end()
    and oc2.sdq_score is null
    and oc2.sdq_reason = 'SDQ1'
