select
    'OC2' as module,
    health_details.row_id
from health_details
inner join continuously_looked_after on health_details.child = continuously_looked_after.child
where
    birthday(health_details.dob, threshold('health_check_age_until')) > collection_end()
    and health_details.health_check is null
