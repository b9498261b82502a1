with late as (
    select
        episodes.row_id as episode_row_id,
        ad1.row_id as ad1_row_id
    from episodes
    inner join ad1 on episodes.child = ad1.child
    where
        episodes.place in (select code from codes('adoption_placement'))
        and ad1.date_int > episodes.decom
)

select
    'Episodes' as module,
    episode_row_id as row_id
from late
union all
select
    'AD1' as module,
    ad1_row_id as row_id
from late
