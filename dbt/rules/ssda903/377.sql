select
    'Episodes' as module,
    row_id
from episodes
where place = 'T3' and child is not null
qualify count(*) over (partition by child) > threshold('carer_holidays_a_year')
