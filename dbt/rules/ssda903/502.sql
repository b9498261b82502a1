select
    'Episodes' as module,
    first_episode.row_id
from first_episode
inner join previous_episodes on first_episode.child = previous_episodes.child
where previous_episodes.dec_text is null
group by first_episode.row_id
having not coalesce(bool_or(previous_episodes.decom = first_episode.decom), false)
