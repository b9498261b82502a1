select
    'OC2' as module,
    row_id
from oc2
where substance_misuse = '1' and intervention_received = '0' and intervention_offered is null
