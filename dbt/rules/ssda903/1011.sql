with latest_episode as (
    select
        child,
        rec
    from episodes
    where child is not null and decom is not null
    qualify row_number() over (partition by child order by decom desc, tie_break asc) = 1
)

select
    'OC3' as module,
    oc3.row_id
from oc3
inner join latest_episode on oc3.child = latest_episode.child
where latest_episode.rec = 'E3' and coalesce(oc3.in_touch, oc3.activ, oc3.accom) is not null
