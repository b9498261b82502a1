select
    'AD1' as module,
    row_id
from ad1
where date_match_text is not null and date_match is null
