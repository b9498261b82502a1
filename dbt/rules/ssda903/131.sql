select
    'OC3' as module,
    row_id
from oc3
where in_touch is null or in_touch not in (select code from codes('IN_TOUCH'))
