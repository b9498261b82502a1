select
    'Episodes' as module,
    row_id
from episodes
where
    place_provider is not null
    and (
        place_provider not in (select code from codes('PLACE_PROVIDER'))
        or place in (select code from codes('placement_without_provider'))
    )
