select
    'Episodes' as module,
    episodes.row_id
from episodes
inner join header on episodes.child = header.child
where
    episodes.place = 'R5'
    and episodes.decom < birthday(header.dob, threshold('criminal_responsibility_age'))
