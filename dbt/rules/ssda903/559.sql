with decided_last_year as (
    select child
    from previous_placedadoption
    where date_placed is not null
)

select
    'PlacedAdoption' as module,
    placedadoption.row_id
from placedadoption
anti join decided_last_year on placedadoption.child = decided_last_year.child
where placedadoption.date_placed < collection_start()
