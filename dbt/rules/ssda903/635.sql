select
    'PrevPerm' as module,
    row_id
from prevperm
where (la_perm is not null or date_perm_text is not null) and coalesce(prev_perm, 'Z1') = 'Z1'
