select
    'Episodes' as module,
    row_id
from episodes
where decom_text is not null and decom is null
