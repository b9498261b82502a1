-- E1 was the code of every adoption before E11 and E12 parted them.
with failing as (
    select
        episodes.row_id as episode_row,
        ad1.row_id as other_row
    from episodes
    inner join ad1 on episodes.child = ad1.child
    where
        (episodes.rec = 'E1' or episodes.rec in (select code from codes('adopted')))
        and (
            (ad1.foster_care = '0' and episodes.place in (select code from codes('adoption_by_carer')))
            or (ad1.foster_care = '1' and episodes.place in (select code from codes('adoption_by_new_carer')))
        )
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
