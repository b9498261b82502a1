select
    'Episodes' as module,
    row_id
from episodes
where
    place = 'T4'
    and if(dec_text is null, collection_end(), dec) - decom > threshold('other_temporary_days')
