select
    'OC2' as module,
    health_details.row_id
from health_details
inner join continuously_looked_after on health_details.child = continuously_looked_after.child
where
    birthday(health_details.dob, threshold('criminal_responsibility_age')) <= collection_end()
    and health_details.convicted is null
