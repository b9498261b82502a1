select
    'Episodes' as module,
    row_id
from episodes
where place_provider is not null and place in (select code from codes('placement_without_provider'))
