select
    'Episodes' as module,
    row_id
from episode_in_order
where
    place in (select code from codes('adoption_by_carer'))
    and position > 1
    and (previous_place in (select code from codes('adoption_placement'))) is not true
    and (previous_place in (select code from codes('foster_placement'))) is not true
