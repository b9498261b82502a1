select
    'OC3' as module,
    row_id
from oc3
where activ is null or activ not in (select code from codes('ACTIV'))
