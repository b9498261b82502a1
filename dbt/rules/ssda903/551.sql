with decided as (
    select child
    from placedadoption
    where date_placed_text is not null
)

select
    'Episodes' as module,
    episodes.row_id
from episodes
anti join decided on episodes.child = decided.child
where episodes.place in (select code from codes('adoption_placement'))
