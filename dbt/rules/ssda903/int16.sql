select
    'PrevPerm' as module,
    prevperm.row_id
from prevperm
inner join header on prevperm.child = header.child
where prevperm.dob != header.dob
