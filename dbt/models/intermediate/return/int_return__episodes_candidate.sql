-- Episodes of a collection year, and the records of episodes in it that were not used, with the reason: those of the
-- case system, and those of returns submitted earlier.
with year as (
    select * from {{ ref('int_return__year') }}
),

episode as (
    select * from {{ ref('int_return__episode') }}
),

unused_episode as (
    select * from {{ ref('int_return__unused_episode') }}
),

submitted_notice as (
    select * from {{ ref('int_return__submitted_notice') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        person_id,
        cast(episode_start_date as varchar) as line,
        cast(null as varchar) as left_out_reason
    from episode
    union all
    select
        unused_episode.local_authority_code,
        year.collection_year,
        unused_episode.person_id,
        unused_episode.episode_id as line,
        unused_episode.reason as left_out_reason
    from unused_episode
    inner join year
        on
            unused_episode.episode_start_date <= year.end_date
            and (unused_episode.episode_end_date is null or unused_episode.episode_end_date >= year.start_date)
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        reason as left_out_reason
    from submitted_notice
)

select * from final
