select
    'Episodes' as module,
    row_id
from episodes
where place in (select code from codes('provided_by_no_authority')) and place_provider = 'PR2'
