select
    'Episodes' as module,
    episodes.row_id
from episodes
inner join header on episodes.child = header.child
where episodes.rec = 'E17' and episodes.dec < birthday(header.dob, threshold('adult_age'))
