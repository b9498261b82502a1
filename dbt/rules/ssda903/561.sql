-- A date is the same however it is written; what is no date is compared as it stands.
select
    'PlacedAdoption' as module,
    placedadoption.row_id
from placedadoption
inner join previous_placedadoption
    on
        placedadoption.child = previous_placedadoption.child
        and coalesce(cast(placedadoption.date_placed as varchar), placedadoption.date_placed_text)
        = coalesce(cast(previous_placedadoption.date_placed as varchar), previous_placedadoption.date_placed_text)
where
    previous_placedadoption.date_placed_ceased_text is not null
    or previous_placedadoption.reason_placed_ceased is not null
