-- Episodes that rest on a repair or on one of several records of a day, items of them that are asked for and blank, and
-- records that were not used.
with episode as (
    select * from {{ ref('int_return__episode') }}
),

incomplete as (
    select * from {{ ref('int_return__episodes_incomplete') }}
),

candidate as (
    select * from {{ ref('int_return__episodes_candidate') }}
),

-- Which of the records of a day is right was chosen by rule: somebody should look.
chosen as (
    select
        episode.local_authority_code,
        episode.collection_year,
        episode.person_id,
        episode.episode_start_date
    from episode
    inner join {{ ref('int_return__unused_episode') }} as unused_episode
        on
            {{ same_person('episode', 'unused_episode') }}
            and episode.episode_start_date <= unused_episode.episode_start_date
            and (
                episode.episode_end_date is null
                or episode.episode_end_date > unused_episode.episode_start_date
            )
    where unused_episode.is_one_of_several
    group by
        episode.local_authority_code, episode.collection_year, episode.person_id, episode.episode_start_date
),

final as (
    select
        local_authority_code,
        collection_year,
        person_id,
        cast(episode_start_date as varchar) as line,
        'all' as item,
        case when repair_reason = 'still open after the 18th birthday' then 'to check' else 'repaired' end as kind,
        repair_reason as reason
    from episode
    where is_repaired
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        item,
        kind,
        reason
    from incomplete
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        cast(episode_start_date as varchar) as line,
        'all' as item,
        'to check' as kind,
        'rests on one of several records of an episode that begin on the same day' as reason
    from chosen
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'all' as item,
        'left out' as kind,
        left_out_reason as reason
    from candidate
    where left_out_reason is not null
)

select * from final
