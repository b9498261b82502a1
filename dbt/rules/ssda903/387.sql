select
    'Episodes' as module,
    episodes.row_id
from episodes
inner join header on episodes.child = header.child
where
    episodes.rec in (select code from codes('independence'))
    and episodes.dec < birthday(header.dob, threshold('independence_age'))
