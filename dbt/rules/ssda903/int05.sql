select
    'OC2' as module,
    oc2.row_id
from oc2
anti join header on oc2.child = header.child
