select
    'Episodes' as module,
    row_id
from episodes
where dec_text is not null and dec is null
