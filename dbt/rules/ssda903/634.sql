with began_before as (
    select child
    from episodes
    where child is not null
    group by child
    having max(decom) < threshold_date('previous_permanence_from_date')
),

told as (
    select
        prevperm.child,
        prevperm.row_id
    from prevperm
    semi join began_before on prevperm.child = began_before.child
    where prevperm.prev_perm is not null or prevperm.date_perm_text is not null or prevperm.la_perm is not null
)

select
    'PrevPerm' as module,
    row_id
from told
union all
select
    'Episodes' as module,
    episodes.row_id
from episodes
semi join told on episodes.child = told.child
