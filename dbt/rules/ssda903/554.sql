with first_order as (
    select *
    from episodes
    where ls = 'E1' and decom is not null and child is not null
    qualify row_number() over (partition by child order by decom, tie_break) = 1
),

late as (
    select
        first_order.row_id as episode_row_id,
        placedadoption.row_id as decision_row_id
    from first_order
    inner join placedadoption on first_order.child = placedadoption.child
    where placedadoption.date_placed > first_order.decom
)

select
    'Episodes' as module,
    episode_row_id as row_id
from late
union all
select
    'PlacedAdoption' as module,
    decision_row_id as row_id
from late
