select
    'AD1' as module,
    ad1.row_id
from ad1
inner join header on ad1.child = header.child
where ad1.dob <> header.dob
