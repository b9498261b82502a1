select
    'OC3' as module,
    row_id
from oc3
where
    coalesce(in_touch, activ, accom) is not null
    and (in_touch is null or activ is null or accom is null)
