-- A date is the same however it is written; what is no date is compared as it stands.
with decision as (
    select
        row_id,
        child,
        coalesce(cast(date_placed as varchar), date_placed_text) as decided
    from placedadoption
),

still_open as (
    select
        child,
        coalesce(cast(date_placed as varchar), date_placed_text) as decided
    from previous_placedadoption
    where date_placed_text is not null and date_placed_ceased_text is null
),

not_carried_on as (
    select still_open.child
    from still_open
    anti join decision on still_open.child = decision.child and still_open.decided = decision.decided
)

select
    'PlacedAdoption' as module,
    decision.row_id
from decision
inner join not_carried_on on decision.child = not_carried_on.child
