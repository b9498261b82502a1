with first_in_care as (
    select
        child,
        decom,
        row_id
    from episodes
    where
        decom is not null and child is not null
        and (ls in (select code from codes('short_break'))) is not true
    qualify row_number() over (partition by child order by decom, tie_break) = 1
),

failing as (
    select
        first_in_care.row_id as episode_row,
        placedadoption.row_id as other_row
    from first_in_care
    inner join placedadoption on first_in_care.child = placedadoption.child
    where placedadoption.date_placed_ceased < greatest(collection_start(), first_in_care.decom)
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
