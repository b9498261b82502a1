with failing as (
    select
        first_episode.row_id as episode_row,
        header.row_id as other_row
    from first_episode
    inner join header on first_episode.child = header.child
    where first_episode.decom < header.dob
)

select
    'Episodes' as module,
    episode_row as row_id
from failing
union all
select
    'Header' as module,
    other_row as row_id
from failing
