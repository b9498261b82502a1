select
    'OC2' as module,
    health_details.row_id
from health_details
anti join continuously_looked_after on health_details.child = continuously_looked_after.child
where health_details.has_any
