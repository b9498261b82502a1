select
    'Episodes' as module,
    episodes.row_id
from episodes
inner join header on episodes.child = header.child
where
    episodes.place = 'S1'
    and episodes.decom < birthday(header.dob, threshold('boarding_school_age'))
