select
    'Episodes' as module,
    row_id
from episodes
where
    place = 'T1'
    and if(dec_text is null, collection_end(), dec) - decom > threshold('hospital_stay_days')
