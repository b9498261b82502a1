with open_order as (
    select child
    from episodes
    where ls = 'E1' and dec_text is null
)

select
    'Episodes' as module,
    episodes.row_id
from episodes
anti join placedadoption on episodes.child = placedadoption.child
where episodes.ls = 'E1'
union all
select
    'PlacedAdoption' as module,
    placedadoption.row_id
from placedadoption
semi join open_order on placedadoption.child = open_order.child
where placedadoption.date_placed_ceased_text is not null or placedadoption.reason_placed_ceased is not null
