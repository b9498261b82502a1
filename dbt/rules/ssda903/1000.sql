with death as (
    select child
    from episodes
    where rec = 'E2'
    union all
    select child
    from history_episodes
    where rec = 'E2'
)

select
    'OC3' as module,
    row_id
from oc3
where child in (select child from death)
