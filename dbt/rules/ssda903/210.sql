-- Of a child in care at the end of the year, the episode they are in then fails.
with failing as (
    select
        episodes.row_id as episode_row,
        header.row_id as other_row
    from header
    inner join period_of_care on header.child = period_of_care.child
    inner join episodes on period_of_care.child = episodes.child
    where
        header.upn = 'UN4'
        and period_of_care.start_date < collection_end() - cast(threshold('newly_looked_after_days') as integer)
        and (period_of_care.end_date is null or period_of_care.end_date > collection_end())
        and episodes.decom >= period_of_care.start_date
        and (episodes.dec is null or episodes.dec > collection_end())
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
