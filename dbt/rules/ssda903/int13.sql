select
    'Missing' as module,
    missing.row_id
from missing
inner join header on missing.child = header.child
where missing.dob != header.dob
