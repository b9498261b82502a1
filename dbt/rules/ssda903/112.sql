select
    'AD1' as module,
    row_id
from ad1
where date_int_text is not null and date_int is null
