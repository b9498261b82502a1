select
    'Episodes' as module,
    row_id
from episodes
where
    ls = 'V3'
    and if(dec_text is null, collection_end(), dec) - decom > threshold('single_short_break_days')
