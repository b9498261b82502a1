-- The placement that the child went missing from: of those on that day, the one that began last.
with left_placement as (
    select
        missing.row_id,
        episodes.dec
    from missing
    inner join episodes on missing.child = episodes.child
    where
        missing.mis_end_text is null
        and missing.mis_start between episodes.decom and coalesce(episodes.dec, missing.mis_start)
    qualify rank() over (partition by missing.row_id order by episodes.decom desc) = 1
)

select
    'Missing' as module,
    row_id
from left_placement
where dec is not null
