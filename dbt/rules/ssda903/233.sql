select
    'Episodes' as module,
    row_id
from episodes
where dec_text is null and reason_place_change is not null
