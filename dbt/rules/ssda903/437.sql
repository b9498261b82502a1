select
    'Episodes' as module,
    row_id
from episode_in_order
where rec in (select code from codes('ended_for_good')) and decom is not null and next_row_id is not null
