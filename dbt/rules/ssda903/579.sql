with ordered as (
    select
        row_id,
        date_placed,
        lag(row_id) over in_order is not null as has_earlier,
        lag(date_placed_ceased) over in_order as earlier_ceased
    from placedadoption
    where child is not null
    window in_order as (
        partition by child order by date_placed asc nulls last, date_placed_ceased asc nulls last, tie_break asc
    )
)

select
    'PlacedAdoption' as module,
    row_id
from ordered
where has_earlier and (earlier_ceased is null or date_placed < earlier_ceased)
