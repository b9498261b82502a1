select
    'Episodes' as module,
    row_id
from episodes
where
    place = 'T3'
    and if(dec_text is null, collection_end(), dec) - decom > threshold('carer_holiday_days')
