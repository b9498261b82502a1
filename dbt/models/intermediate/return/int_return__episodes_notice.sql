-- Episodes that rest on a repair, and records of episodes that were not used.
with year as (
    select * from {{ ref('int_return__year') }}
),

episode as (
    select * from {{ ref('int_return__episode') }}
),

unused_episode as (
    select * from {{ ref('int_return__unused_episode') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        person_id,
        cast(episode_start_date as varchar) as line,
        case when repair_reason = 'still open after the 18th birthday' then 'to check' else 'repaired' end as kind,
        repair_reason as reason
    from episode
    where is_repaired
    union all
    select
        unused_episode.local_authority_code,
        year.collection_year,
        unused_episode.person_id,
        unused_episode.episode_id as line,
        'left out' as kind,
        unused_episode.reason
    from unused_episode
    inner join year
        on
            unused_episode.episode_start_date <= year.end_date
            and (unused_episode.episode_end_date is null or unused_episode.episode_end_date >= year.start_date)
)

select * from final
