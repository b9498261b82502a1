select
    'OC3' as module,
    oc3.row_id
from oc3
left join episodes on oc3.child = episodes.child
left join history_episodes on oc3.child = history_episodes.child
where episodes.child is null and history_episodes.child is null
