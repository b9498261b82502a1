select
    'OC3' as module,
    oc3.row_id
from oc3
left join header on oc3.child = header.child
where header.child is null
