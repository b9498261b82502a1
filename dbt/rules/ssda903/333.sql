select
    'AD1' as module,
    row_id
from ad1
where date_match is not null and (date_int is null or date_int > date_match)
