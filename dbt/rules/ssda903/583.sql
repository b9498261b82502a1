-- A decision without a date is not the latest where another has one.
select
    'PlacedAdoption' as module,
    row_id
from placedadoption
where child is not null
qualify
    date_placed_ceased_text is null
    and date_placed is distinct from max(date_placed) over (partition by child)
