-- The last piece of an episode says how it ended; the episode after it says whether care went on.
with segment as (
    select * from {{ ref('int_care__episode_segment') }}
),

last_segment as (
    select
        local_authority_code,
        person_id,
        episode_number,
        end_date,
        case when cover_end_date = end_date then end_reason_code end as recorded_end_reason_code,
        placement_change_reason_code,
        placement_load_id,
        placement_row_number,
        episode_load_id,
        episode_row_number
    from segment
    qualify row_number() over (
        partition by local_authority_code, person_id, episode_number
        order by start_date desc
    ) = 1
),

-- A repair of any of the three records that hold in an episode is a repair of the episode.
repair as (
    select
        local_authority_code,
        person_id,
        episode_number,
        nullif(concat_ws(
            '; ',
            string_agg(distinct repair_reason, '; ' order by repair_reason),
            string_agg(distinct placement_repair_reason, '; ' order by placement_repair_reason),
            string_agg(distinct legal_status_repair_reason, '; ' order by legal_status_repair_reason)
        ), '') as repair_reason
    from segment
    group by local_authority_code, person_id, episode_number
),

next_episode as (
    select
        local_authority_code,
        person_id,
        episode_number - 1 as episode_number,
        not is_period_start as is_care_going_on,
        is_placement_changed and is_lasting_move as is_lasting_move
    from segment
    where is_episode_start
),

final as (
    select
        last_segment.local_authority_code,
        last_segment.person_id,
        last_segment.episode_number,
        last_segment.end_date,
        case
            when next_episode.is_care_going_on then 'X1'
            else nullif(last_segment.recorded_end_reason_code, 'X1')
        end as end_reason_code,
        case
            when next_episode.is_care_going_on and next_episode.is_lasting_move
                then last_segment.placement_change_reason_code
        end as placement_change_reason_code,
        repair.repair_reason,
        last_segment.recorded_end_reason_code = 'X1'
        and not coalesce(next_episode.is_care_going_on, false) as is_end_unexplained,
        last_segment.episode_load_id,
        last_segment.episode_row_number,
        last_segment.placement_load_id,
        last_segment.placement_row_number
    from last_segment
    inner join repair
        on
            {{ same_person('last_segment', 'repair') }}
            and last_segment.episode_number = repair.episode_number
    left join next_episode
        on
            {{ same_person('last_segment', 'next_episode') }}
            and last_segment.episode_number = next_episode.episode_number
)

select * from final
