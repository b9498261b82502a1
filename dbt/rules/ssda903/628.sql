select
    'Header' as module,
    header.row_id
from header
inner join oc3 on header.child = oc3.child
left join episodes on header.child = episodes.child
where
    header.mother is not null
    and coalesce(oc3.in_touch, oc3.activ, oc3.accom) is not null
    and episodes.child is null
