-- When each episode record holds. An end that is missing or cannot be one is settled, in this order: the last submitted
-- return told of it; the next episode begins; placements and legal statuses have all ended; what stands there cannot be
-- an end and the 18th birthday has passed, after which nobody is looked after (Children Act 1989 s105). Otherwise the
-- episode is still under way.
with episode as (
    select * from {{ ref('int_care__episode_record') }}
),

missing_episode as (
    select * from {{ ref('int_care__missing_episode') }}
),

eighteenth_birthday as (
    select
        local_authority_code,
        person_id,
        {{ add_years('birth_date', 18) }} as birthday_date
    from {{ ref('int_person__birth_date') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

last_cover as (
    select * from {{ ref('int_care__last_cover') }}
),

evidence as (
    select
        episode.*,
        lead(episode.start_date) over (
            partition by episode.local_authority_code, episode.person_id
            order by episode.start_date
        ) as next_start_date,
        lead(episode.start_reason_code) over (
            partition by episode.local_authority_code, episode.person_id
            order by episode.start_date
        ) as next_start_reason_code,
        last_cover.last_cover_date,
        case
            when eighteenth_birthday.birthday_date < run_settings.as_at then eighteenth_birthday.birthday_date
        end as adult_date
    from episode
    cross join run_settings
    left join eighteenth_birthday on {{ same_person('episode', 'eighteenth_birthday') }}
    left join last_cover on {{ same_person('episode', 'last_cover') }}
),

told as (
    select
        *,
        -- A submitted return leaves an episode open that no later one tells of, and care did not go on.
        last_known_date is not null
        and (next_start_date is null or coalesce(next_start_reason_code = 'S', false)) as is_end_untold
    from evidence
),

settled as (
    select
        local_authority_code,
        person_id,
        episode_id,
        start_date,
        start_reason_code,
        primary_need_code,
        end_reason_code,
        load_id,
        row_number,
        case
            when end_date is not null then end_date
            when is_end_untold then least(last_known_date, coalesce(next_start_date, last_known_date))
            when next_start_date is not null then next_start_date
            when last_cover_date > start_date then last_cover_date
            when adult_date > start_date and (is_end_before_start or is_end_unreadable) then adult_date
        end as end_date,
        case
            when is_end_before_start then 'end before start'
            when is_end_unreadable then 'end unreadable'
            when end_date is not null and end_date > next_start_date then 'overlaps the next episode'
            when end_date is not null then null
            when is_end_untold then 'open in the last submitted return that tells of it'
            when next_start_date is not null then 'left open though another episode began'
            when last_cover_date > start_date then 'left open though placement and legal status ended'
            when adult_date > start_date then 'still open after the 18th birthday'
        end as repair_reason
    from told
),

final as (
    select * from settled
    union all
    select
        local_authority_code,
        person_id,
        cast(null as varchar) as episode_id,
        start_date,
        cast(null as varchar) as start_reason_code,
        cast(null as varchar) as primary_need_code,
        cast(null as varchar) as end_reason_code,
        cast(null as varchar) as load_id,
        cast(null as bigint) as row_number,
        end_date,
        'episode missing, shown by placement and legal status' as repair_reason
    from missing_episode
)

select * from final
