select
    'OC2' as module,
    row_id
from oc2
where intervention_received = '1' and intervention_offered is not null
