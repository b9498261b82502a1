-- A child has reached 18 on the birthday itself: guardianship can no longer be ordered.
with late as (
    select
        episodes.row_id as episode_row_id,
        header.row_id as header_row_id
    from episodes
    inner join header on episodes.child = header.child
    where
        episodes.rec in (select code from codes('special_guardianship'))
        and episodes.dec >= birthday(header.dob, threshold('adult_age'))
)

select
    'Episodes' as module,
    episode_row_id as row_id
from late
union all
select
    'Header' as module,
    header_row_id as row_id
from late
