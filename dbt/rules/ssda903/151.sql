select
    'AD1' as module,
    row_id
from adoption_details
where has_any and not has_all
