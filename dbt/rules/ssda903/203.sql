select
    'Header' as module,
    header.row_id
from header
inner join previous_header on header.child = previous_header.child
where header.dob is distinct from previous_header.dob
