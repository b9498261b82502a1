select
    'Episodes' as module,
    episodes.row_id
from episodes
inner join ad1 on episodes.child = ad1.child and episodes.dec = ad1.date_match
where episodes.rec in (select code from codes('adopted'))
