select
    'Header' as module,
    header.row_id
from header
inner join previous_header on header.child = previous_header.child
where
    previous_header.mother = '1'
    and header.mother is distinct from '1'
    and header.child in (select child from episodes)
