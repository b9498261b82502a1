select
    'Header' as module,
    header.row_id
from header
inner join previous_header on header.child = previous_header.child
where header.ethnic is distinct from previous_header.ethnic
