select
    'Episodes' as module,
    row_id
from episodes
where
    rec in (select code from codes('special_guardianship_by_carer'))
    and (place is null or place not in (select code from codes('foster_placement')))
