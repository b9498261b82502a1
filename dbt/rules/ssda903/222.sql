select
    'Episodes' as module,
    row_id
from episodes
where urn <> 'XXXXXXX' and place in (select code from codes('placement_without_urn'))
