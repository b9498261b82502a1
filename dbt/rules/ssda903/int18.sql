select
    'UASC' as module,
    uasc.row_id
from uasc
inner join header on uasc.child = header.child
where uasc.dob != header.dob
