with decision as (
    select
        row_id,
        child,
        min(date_placed) over (partition by child) as first_decided
    from placedadoption
    where date_placed is not null
    qualify date_placed = max(date_placed) over (partition by child)
),

placement as (
    select
        row_id,
        child,
        decom
    from episodes
    where place in (select code from codes('adoption_placement')) and decom is not null
    qualify decom = min(decom) over (partition by child)
),

too_early as (
    select
        decision.row_id as placed_row,
        placement.row_id as episode_row
    from placement
    inner join decision on placement.child = decision.child
    where placement.decom < decision.first_decided
)

select
    'PlacedAdoption' as module,
    placed_row as row_id
from too_early
union all
select
    'Episodes' as module,
    episode_row as row_id
from too_early
