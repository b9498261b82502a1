select
    episode.local_authority_code,
    episode.person_id,
    episode.episode_start_date,
    episode.episode_end_date
from {{ ref('fct_care_episode') }} as episode
cross join {{ source('landing', 'run_settings') }} as run_settings
where episode.episode_start_date > run_settings.as_at or episode.episode_end_date > run_settings.as_at
