with late_match as (
    select
        ad1.row_id as ad1_row,
        episodes.row_id as episode_row
    from episodes
    inner join ad1 on episodes.child = ad1.child
    where
        episodes.rec in (select code from codes('adopted'))
        and ad1.date_match > episodes.decom
)

select
    'AD1' as module,
    ad1_row as row_id
from late_match
union all
select
    'Episodes' as module,
    episode_row as row_id
from late_match
