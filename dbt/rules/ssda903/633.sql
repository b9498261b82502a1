select
    'PrevPerm' as module,
    row_id
from prevperm
where
    la_perm not in (select code from codes('LA_PERM'))
    -- An order of former years was arranged by whoever was the authority then.
    and la_perm not in (select code from codes('abolished_authority'))
