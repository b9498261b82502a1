select
    'OC2' as module,
    row_id
from oc2
where
    (substance_misuse is null or substance_misuse = '0')
    and (intervention_received is not null or intervention_offered is not null)
