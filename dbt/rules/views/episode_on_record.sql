-- One row per child and first day of an episode, from this year's return and the earlier ones: as it ended, if it did.
with every_return as (
    select
        child,
        decom,
        dec,
        ls,
        rec,
        0 as years_back,
        tie_break
    from episodes
    union all
    select
        child,
        decom,
        dec,
        ls,
        rec,
        1 as years_back,
        tie_break
    from history_episodes
)

select *
from every_return
where child is not null and decom is not null
qualify
    row_number() over (partition by child, decom order by dec asc nulls last, years_back asc, tie_break asc) = 1
