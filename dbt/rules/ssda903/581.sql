select
    'Missing' as module,
    missing.row_id
from missing
inner join episodes on missing.child = episodes.child
group by missing.row_id, missing.mis_start
having missing.mis_start < min(episodes.decom)
