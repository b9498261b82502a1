select
    'Episodes' as module,
    episodes.row_id
from episodes
inner join header on episodes.child = header.child
where
    episodes.place = 'K3'
    and episodes.decom < birthday(header.dob, threshold('supported_accommodation_age'))
