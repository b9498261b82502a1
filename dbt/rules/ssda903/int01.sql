select
    'AD1' as module,
    ad1.row_id
from ad1
anti join header on ad1.child = header.child
