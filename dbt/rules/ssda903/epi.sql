select
    'Header' as module,
    header.row_id
from header
left join episodes on header.child = episodes.child
left join oc3 on header.child = oc3.child
where episodes.child is null and oc3.child is null
