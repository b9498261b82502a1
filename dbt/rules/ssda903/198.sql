select
    'OC2' as module,
    oc2.row_id
from oc2
anti join continuously_looked_after on oc2.child = continuously_looked_after.child
where oc2.sdq_reason is not null
