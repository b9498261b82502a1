-- Care that placements and legal statuses both show where no episode does: an episode that never arrived or could not
-- be used. It counts only next to an episode that says another went before or followed, or where there is none at all.
with placement as (
    select * from {{ ref('int_care__placement_record') }}
),

legal_status as (
    select * from {{ ref('int_care__legal_status_record') }}
),

episode as (
    select * from {{ ref('int_care__episode_record') }}
),

shown_twice as (
    select
        placement.local_authority_code,
        placement.person_id,
        greatest(placement.start_date, legal_status.start_date) as start_date,
        case
            when placement.end_date is null then legal_status.end_date
            when legal_status.end_date is null then placement.end_date
            else least(placement.end_date, legal_status.end_date)
        end as end_date
    from placement
    inner join legal_status
        on
            {{ same_person('placement', 'legal_status') }}
            and (placement.end_date is null or placement.end_date > legal_status.start_date)
            and (legal_status.end_date is null or placement.start_date < legal_status.end_date)
),

-- The episodes around each such stretch: the last to begin by its start, and the first to begin after it.
neighbour as (
    select
        shown_twice.local_authority_code,
        shown_twice.person_id,
        shown_twice.start_date,
        max(shown_twice.end_date) as end_date,
        bool_or(shown_twice.end_date is null) as is_open,
        max(case when episode.start_date <= shown_twice.start_date then episode.start_date end) as previous_start_date,
        min(case when episode.start_date > shown_twice.start_date then episode.start_date end) as next_start_date
    from shown_twice
    left join episode on {{ same_person('shown_twice', 'episode') }}
    group by shown_twice.local_authority_code, shown_twice.person_id, shown_twice.start_date
),

final as (
    select
        neighbour.local_authority_code,
        neighbour.person_id,
        neighbour.start_date,
        case
            when neighbour.is_open then neighbour.next_start_date
            else least(neighbour.end_date, coalesce(neighbour.next_start_date, neighbour.end_date))
        end as end_date
    from neighbour
    left join episode as previous_episode
        on
            {{ same_person('neighbour', 'previous_episode') }}
            and neighbour.previous_start_date = previous_episode.start_date
    left join episode as next_episode
        on
            {{ same_person('neighbour', 'next_episode') }}
            and neighbour.next_start_date = next_episode.start_date
    where
        (previous_episode.person_id is null and next_episode.person_id is null)
        or (previous_episode.end_date <= neighbour.start_date and previous_episode.end_reason_code = 'X1')
        or (
            next_episode.start_reason_code <> 'S'
            and (previous_episode.person_id is null or previous_episode.end_date <= neighbour.start_date)
        )
)

select * from final
