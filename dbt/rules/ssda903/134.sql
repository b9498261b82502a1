select
    'AD1' as module,
    adoption_details.row_id
from adoption_details
inner join oc3 on adoption_details.child = oc3.child
where
    adoption_details.has_any
    and coalesce(oc3.in_touch, oc3.activ, oc3.accom) is not null
