with incomplete as (
    select
        episodes.row_id as episode_row,
        adoption_details.row_id as ad1_row
    from episodes
    left join adoption_details on episodes.child = adoption_details.child
    where
        episodes.rec in (select code from codes('adopted'))
        and episodes.dec between collection_start() and collection_end()
        and not coalesce(adoption_details.has_all, false)
)

select
    'Episodes' as module,
    episode_row as row_id
from incomplete
union all
select
    'AD1' as module,
    ad1_row as row_id
from incomplete
where ad1_row is not null
