-- What submitted returns say of the care of people whom the case system knows: of several returns that tell of one
-- episode the latest, since it knows how the episode ended. It counts for the time before the case system's history.
with submitted as (
    select * from {{ ref('stg_ssda903_submitted__episode') }}
),

child as (
    select * from {{ ref('int_person__submitted_child') }}
),

collection_year as (
    select * from {{ source('catalogue', 'collection_years') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

first_episode as (
    select
        lcs_person.local_authority_code,
        lcs_person.person_id,
        min(episode.episode_start_date) as first_start_date,
        min_by(coalesce(episode.episode_start_reason_code, ''), episode.episode_start_date) as first_start_reason_code
    from {{ ref('stg_lcs__cla_episode') }} as episode
    cross join run_settings
    inner join {{ ref('int_person__lcs_person') }} as lcs_person
        on
            episode.local_authority_code = lcs_person.local_authority_code
            and episode.lcs_person_id = lcs_person.lcs_person_id
    where
        episode.episode_start_date <= run_settings.as_at
        and coalesce(episode.episode_end_date <> episode.episode_start_date, true)
    group by lcs_person.local_authority_code, lcs_person.person_id
),

known as (
    select
        submitted.*,
        child.person_id,
        collection_year.end_date as year_end_date,
        case
            when
                submitted.episode_end_date > submitted.episode_start_date
                and submitted.episode_end_date <= collection_year.end_date
                then submitted.episode_end_date
        end as end_date,
        -- An episode that the return leaves open lasted at least as long as its year.
        greatest(
            collection_year.end_date,
            cast({{ dbt.dateadd('day', 1, 'submitted.episode_start_date') }} as date)
        ) as last_known_date
    from submitted
    inner join child
        on submitted.local_authority_code = child.local_authority_code and submitted.child_id = child.child_id
    inner join collection_year on submitted.collection_year = collection_year.collection_year
    qualify row_number() over (
        partition by submitted.local_authority_code, child.person_id, submitted.episode_start_date
        order by submitted.collection_year desc, submitted.child_id asc
    ) = 1
),

compared as (
    select
        known.*,
        coalesce(known.end_date, known.last_known_date) as told_to_date,
        first_episode.first_start_date,
        first_episode.first_start_reason_code
    from known
    left join first_episode on {{ same_person('known', 'first_episode') }}
),

final as (
    select
        local_authority_code,
        person_id,
        collection_year,
        record_key,
        child_id,
        episode_start_date as start_date,
        end_date,
        last_known_date,
        least(told_to_date, coalesce(first_start_date, told_to_date)) as held_to_date,
        coalesce(episode_end_date < episode_start_date, false) as is_end_before_start,
        {{ has_unreadable(['dec']) }} as is_end_unreadable,
        start_reason_code,
        legal_status_code,
        primary_need_code,
        placement_type_code,
        placement_provider_code,
        provider_urn,
        placement_postcode,
        case when end_date is not null then end_reason_code end as end_reason_code,
        case when end_date is not null then placement_change_reason_code end as placement_change_reason_code,
        home_postcode,
        load_id,
        row_number,
        case
            when episode_start_date > year_end_date then 'begins after the year of its return'
            when episode_end_date = episode_start_date then 'an episode of no days'
            when episode_start_date >= first_start_date then 'told by the case system'
            -- Where the case system says that care went on already, the return tells of the time before.
            when told_to_date > first_start_date and first_start_reason_code in ('S', '')
                then 'reaches past the day on which care began in the case system'
        end as unused_reason
    from compared
)

select * from final
