select
    'Episodes' as module,
    episodes.row_id
from episodes
inner join missing on episodes.child = missing.child and episodes.dec = missing.mis_end
where birthday(missing.dob, threshold('adult_age')) = missing.mis_end and episodes.rec is distinct from 'E8'
