-- Episode records as known at as_at, by person; of several that start on one day (a person recorded twice) one is kept.
-- Before the history of the case system begins, submitted returns give them.
with episode as (
    select * from {{ ref('stg_lcs__cla_episode') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

submitted as (
    select * from {{ ref('int_care__submitted_statement') }}
    where unused_reason is null
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

known as (
    select
        episode.local_authority_code,
        lcs_person.person_id,
        episode.episode_id,
        episode.episode_start_date as start_date,
        case
            when episode.episode_end_date between episode.episode_start_date and run_settings.as_at
                then episode.episode_end_date
        end as end_date,
        episode.episode_start_reason_code as start_reason_code,
        episode.primary_need_code,
        case
            when episode.episode_end_date between episode.episode_start_date and run_settings.as_at
                then episode.episode_end_reason_code
        end as end_reason_code,
        coalesce(episode.episode_end_date < episode.episode_start_date, false) as is_end_before_start,
        {{ has_unreadable(['clae_cla_episode_ceased_date']) }} as is_end_unreadable,
        cast(null as date) as last_known_date,
        episode.load_id,
        episode.row_number
    from episode
    cross join run_settings
    inner join lcs_person
        on
            episode.local_authority_code = lcs_person.local_authority_code
            and episode.lcs_person_id = lcs_person.lcs_person_id
    where episode.episode_start_date <= run_settings.as_at
    union all
    select
        local_authority_code,
        person_id,
        record_key as episode_id,
        start_date,
        end_date,
        start_reason_code,
        primary_need_code,
        end_reason_code,
        is_end_before_start,
        is_end_unreadable,
        last_known_date,
        load_id,
        row_number
    from submitted
),

-- An episode of no days says nothing; of the others the one that says how it ended, then the longest.
final as (
    select * from known
    where end_date is null or end_date > start_date
    qualify row_number() over (
        partition by local_authority_code, person_id, start_date
        order by end_reason_code is null, end_date desc nulls last, episode_id asc
    ) = 1
)

select * from final
