with failing as (
    select
        episodes.row_id as episode_row,
        header.row_id as other_row
    from episodes
    inner join header on episodes.child = header.child
    where
        episodes.ls in (select code from codes('detained_legal_status'))
        and episodes.decom < birthday(header.dob, threshold('criminal_responsibility_age'))
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
