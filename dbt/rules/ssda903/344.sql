select
    'OC3' as module,
    row_id
from oc3
where in_touch in ('DIED', 'RHOM') and (activ is distinct from '0' or accom is distinct from '0')
