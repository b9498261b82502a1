with first_start as (
    select *
    from episodes
    where rne = 'S' and decom is not null and child is not null
    qualify row_number() over (partition by child order by decom, tie_break) = 1
),

early as (
    select
        first_start.row_id as episode_row_id,
        placedadoption.row_id as decision_row_id
    from first_start
    inner join placedadoption on first_start.child = placedadoption.child
    where placedadoption.date_placed < first_start.decom
)

select
    'Episodes' as module,
    episode_row_id as row_id
from early
union all
select
    'PlacedAdoption' as module,
    decision_row_id as row_id
from early
