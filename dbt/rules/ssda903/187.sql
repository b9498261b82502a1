select
    'AD1' as module,
    adoption_details.row_id
from adoption_details
inner join continuously_looked_after on adoption_details.child = continuously_looked_after.child
where adoption_details.has_any
union all
select
    'OC3' as module,
    oc3.row_id
from oc3
inner join continuously_looked_after on oc3.child = continuously_looked_after.child
where coalesce(oc3.in_touch, oc3.activ, oc3.accom) is not null
