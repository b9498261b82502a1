with last_start as (
    select
        child,
        decom,
        row_id
    from episodes
    where rne = 'S' and decom is not null and child is not null
    qualify row_number() over (partition by child order by decom desc, tie_break asc) = 1
),

failing as (
    select
        last_start.row_id as episode_row,
        ad1.row_id as other_row
    from last_start
    inner join ad1 on last_start.child = ad1.child
    where ad1.date_int < last_start.decom
)

select
    'Episodes' as module,
    episode_row as row_id
from failing
union all
select
    'AD1' as module,
    other_row as row_id
from failing
