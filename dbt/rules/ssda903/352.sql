select
    'Episodes' as module,
    episodes.row_id
from episodes
inner join header on episodes.child = header.child
where
    episodes.rne = 'S'
    and episodes.decom >= birthday(header.dob, threshold('adult_age'))
