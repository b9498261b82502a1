select
    'OC2' as module,
    row_id
from oc2
where sdq_reason not in (select code from codes('SDQ_REASON'))
