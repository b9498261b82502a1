with all_ceased as (
    select child
    from placedadoption
    group by child
    having bool_and(date_placed_ceased_text is not null)
)

select
    'Episodes' as module,
    episodes.row_id
from episodes
semi join all_ceased on episodes.child = all_ceased.child
where episodes.rec in (select code from codes('adopted'))
