select
    'UASC' as module,
    uasc.row_id
from uasc
left join header on uasc.child = header.child
where header.child is null
