select
    'PrevPerm' as module,
    row_id
from prevperm
where prev_perm not in (select code from codes('PREV_PERM'))
