with misplaced as (
    select
        dolo_row_id,
        episode_row_id
    from deprived_of_liberty_in
    where place is null or place not in (select code from codes('deprivation_of_liberty_placement'))
)

select
    'DoLo' as module,
    dolo_row_id as row_id
from misplaced
union all
select
    'Episodes' as module,
    episode_row_id as row_id
from misplaced
