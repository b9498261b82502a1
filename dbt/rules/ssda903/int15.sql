select
    'OC3' as module,
    oc3.row_id
from oc3
inner join header on oc3.child = header.child
where oc3.dob != header.dob
