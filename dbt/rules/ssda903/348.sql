select
    'OC3' as module,
    oc3.row_id
from oc3
inner join previous_oc3 on oc3.child = previous_oc3.child
where previous_oc3.in_touch = 'DIED' and oc3.in_touch is distinct from 'DIED'
