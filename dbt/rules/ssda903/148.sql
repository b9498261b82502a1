select
    'Episodes' as module,
    row_id
from episodes
where (dec_text is null) <> (rec is null)
