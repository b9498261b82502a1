select
    'OC2' as module,
    row_id
from oc2
where sdq_score is not null and sdq_reason is not null
