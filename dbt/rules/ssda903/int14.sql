select
    'OC2' as module,
    oc2.row_id
from oc2
inner join header on oc2.child = header.child
where oc2.dob <> header.dob
