with without_provider as (
    select code from codes('temporary_placement')
    union all
    select code from codes('unregulated_other_placement')
)

select
    'Episodes' as module,
    row_id
from episodes
where place_provider is null and (place is null or place not in (select code from without_provider))
