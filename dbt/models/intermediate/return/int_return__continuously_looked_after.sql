-- Children looked after in one period of care from the first day of a collection year to its last, or as long as the
-- year is known, never in short breaks; whose care ends on that last day has been in care all the year.
with year as (
    select * from {{ ref('int_return__module_year') }}
    where module = 'OC2'
),

episode as (
    select * from {{ ref('int_return__episode') }}
),

care_episode as (
    select * from {{ ref('fct_care_episode') }}
),

period as (
    select * from {{ ref('int_care__period') }}
),

in_year as (
    select
        episode.local_authority_code,
        episode.collection_year,
        episode.person_id,
        min(care_episode.care_start_date) as care_start_date,
        max(care_episode.care_start_date) as last_care_start_date,
        bool_or(episode.is_short_break) as has_short_break
    from episode
    inner join care_episode
        on
            {{ same_person('episode', 'care_episode') }}
            and episode.episode_start_date = care_episode.episode_start_date
    group by episode.local_authority_code, episode.collection_year, episode.person_id
),

final as (
    select
        in_year.local_authority_code,
        in_year.collection_year,
        in_year.person_id,
        in_year.care_start_date,
        year.start_date,
        year.end_date,
        year.known_to_date
    from in_year
    inner join year on in_year.collection_year = year.collection_year
    inner join period
        on
            {{ same_person('in_year', 'period') }}
            and in_year.care_start_date = period.care_start_date
    where
        not in_year.has_short_break
        and in_year.care_start_date = in_year.last_care_start_date
        and in_year.care_start_date <= year.start_date
        and (period.care_end_date is null or period.care_end_date >= year.known_to_date)
)

select * from final
