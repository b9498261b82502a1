select
    'Episodes' as module,
    episodes.row_id
from episodes
inner join header on episodes.child = header.child
where
    episodes.dec_text is null
    and birthday(header.dob, threshold('adult_age')) < collection_end()
    and (episodes.ls = 'V2' and episodes.place = 'K2') is not true
