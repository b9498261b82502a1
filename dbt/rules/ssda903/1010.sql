-- Where two returns hold the episode, that which ended it is the later.
with latest_episode as (
    select
        child,
        dec_text
    from history_episodes
    where child is not null and decom is not null
    qualify row_number() over (partition by child order by decom desc, dec_text asc nulls last, tie_break desc) = 1
)

select
    'OC3' as module,
    oc3.row_id
from oc3
inner join latest_episode on oc3.child = latest_episode.child
left join episodes on oc3.child = episodes.child
where latest_episode.dec_text is null and episodes.child is null
