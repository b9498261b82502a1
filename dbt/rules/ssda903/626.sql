select
    'Header' as module,
    header.row_id
from header
inner join previous_header on header.child = previous_header.child
where
    try_cast(header.mother as double) = 1
    and try_cast(previous_header.mother as double) = 0
    and header.mc_dob < collection_start()
