with left_care as (
    select
        episodes.row_id as episode_row_id,
        header.row_id as header_row_id
    from episodes
    inner join header on episodes.child = header.child
    where
        episodes.dec between collection_start() and collection_end()
        and episodes.rec <> 'X1'
        and (episodes.ls is null or episodes.ls not in (select code from codes('short_break')))
        and header.sex = 'F'
        and header.mother is null
)

select
    'Episodes' as module,
    episode_row_id as row_id
from left_care
union all
select
    'Header' as module,
    header_row_id as row_id
from left_care
