select
    'OC3' as module,
    row_id
from oc3
where in_touch = 'YES' and (activ = '0' or accom = '0')
