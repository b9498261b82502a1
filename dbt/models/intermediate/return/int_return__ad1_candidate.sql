-- Periods of care that ended with the child's adoption in a collection year. A child can be adopted once in it: of two
-- such ends the later one counts.
with year as (
    select * from {{ ref('int_return__module_year') }}
    where module = 'AD1'
),

episode as (
    select * from {{ ref('int_return__episode') }}
    where end_reason_code in ('E11', 'E12')
),

care_episode as (
    select * from {{ ref('fct_care_episode') }}
),

looked_after as (
    select * from {{ ref('int_return__looked_after') }}
),

final as (
    select
        episode.local_authority_code,
        episode.collection_year,
        episode.person_id,
        cast(episode.episode_end_date as varchar) as record_id,
        looked_after.child_id,
        looked_after.birth_date,
        care_episode.care_start_date,
        episode.episode_end_date as adoption_date,
        case
            when lead(episode.episode_end_date) over (
                partition by episode.local_authority_code, episode.collection_year, episode.person_id
                order by episode.episode_end_date
            ) is not null then 'care ended with an adoption a second time in the year'
        end as left_out_reason
    from episode
    inner join year
        on
            episode.collection_year = year.collection_year
            and {{ is_in_year('year', 'episode.episode_end_date') }}
    inner join looked_after on {{ same_child('episode', 'looked_after') }}
    inner join care_episode
        on
            {{ same_person('episode', 'care_episode') }}
            and episode.episode_start_date = care_episode.episode_start_date
)

select * from final
