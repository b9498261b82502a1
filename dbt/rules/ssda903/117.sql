-- An episode that another follows does not end the care: the latest of the others does.
with last_episode as (
    select
        child,
        dec,
        row_id
    from episodes
    where decom is not null and child is not null and rec is distinct from 'X1'
    qualify row_number() over (partition by child order by decom desc, tie_break asc) = 1
),

failing as (
    select
        last_episode.row_id as episode_row,
        placedadoption.row_id as other_row
    from last_episode
    inner join placedadoption on last_episode.child = placedadoption.child
    where
        placedadoption.date_placed > least(collection_end(), last_episode.dec)
        or placedadoption.date_placed_ceased > least(collection_end(), last_episode.dec)
)

select
    'Episodes' as module,
    episode_row as row_id
from failing
union all
select
    'PlacedAdoption' as module,
    other_row as row_id
from failing
