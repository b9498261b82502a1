select
    local_authority_code,
    person_id,
    episode_start_date,
    episode_end_date
from {{ ref('fct_care_episode') }}
qualify
    episode_end_date <= episode_start_date
    or coalesce(episode_end_date, date '9999-12-31') > lead(episode_start_date) over (
        partition by local_authority_code, person_id
        order by episode_start_date
    )
