select
    'OC3' as module,
    row_id
from oc3
where accom is null or accom not in (select code from codes('ACCOM'))
