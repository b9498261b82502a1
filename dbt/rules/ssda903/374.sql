select
    'Episodes' as module,
    episodes.row_id
from episodes
inner join header on episodes.child = header.child
where
    episodes.place = 'P3'
    and episodes.decom < birthday(header.dob, threshold('residential_employment_age'))
