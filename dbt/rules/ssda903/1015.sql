select
    'Episodes' as module,
    row_id
from episodes
where
    place_provider = 'PR1'
    and pl_la <> local_authority()
    and ls not in (select code from codes('short_break'))
    and place not in (select code from codes('adoption_placement'))
    and place not in (select code from codes('foster_placement'))
