with left_care as (
    select child
    from period_of_care
    group by child
    having bool_and(end_date is not null and end_date <= collection_end())
)

select
    'SWEpisodes' as module,
    row_id
from latest_social_worker_episode
where
    sw_dec_text is not null
    and coalesce(sw_dec <= collection_end(), true)
    and child not in (select child from left_care)
