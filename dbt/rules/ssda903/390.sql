select
    'Episodes' as module,
    row_id
from episodes
where
    rec in (select code from codes('adopted'))
    and (place is null or place not in (select code from codes('adoption_placement')))
