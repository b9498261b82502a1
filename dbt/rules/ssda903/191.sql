with first_episode as (
    select
        episodes.row_id,
        episodes.child
    from episodes
    inner join continuously_looked_after on episodes.child = continuously_looked_after.child
    where episodes.decom is not null
    qualify episodes.decom = min(episodes.decom) over (partition by episodes.child)
)

select
    'OC2' as module,
    health_details.row_id
from health_details
inner join continuously_looked_after on health_details.child = continuously_looked_after.child
where not health_details.has_core
union all
select
    'Episodes' as module,
    first_episode.row_id
from first_episode
anti join oc2 on first_episode.child = oc2.child
