select
    uasc_status.module,
    uasc_status.row_id
from uasc_status
inner join previous_uasc_status on uasc_status.child = previous_uasc_status.child
where uasc_status.uasc = '1' and previous_uasc_status.uasc is distinct from '1'
