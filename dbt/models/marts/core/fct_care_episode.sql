with segment as (
    select * from {{ ref('int_care__episode_segment') }}
),

episode_end as (
    select * from {{ ref('int_care__episode_end') }}
),

first_segment as (
    select
        *,
        -- The return wants the need at the start of the period of care in all its episodes.
        first_value(primary_need_code ignore nulls) over (
            partition by local_authority_code, person_id, care_start_date
            order by start_date
            rows between unbounded preceding and unbounded following
        ) as period_need_code,
        case when cover_start_date = start_date then start_reason_code end as recorded_start_reason_code,
        case
            when is_period_start then 'S'
            when is_legal_status_changed and is_placement_changed and is_same_carer and is_lasting_move then 'U'
            when is_legal_status_changed and is_placement_changed then 'B'
            when is_legal_status_changed then 'L'
            when is_placement_changed and is_same_carer and is_lasting_move then 'T'
            when is_placement_changed then 'P'
        end as derived_start_reason_code
    from segment
    where is_episode_start
),

final as (
    select
        first_segment.local_authority_code,
        first_segment.person_id,
        first_segment.start_date as episode_start_date,
        episode_end.end_date as episode_end_date,
        first_segment.care_start_date,
        first_segment.spell_start_date,
        first_segment.is_short_break,
        coalesce(
            first_segment.recorded_start_reason_code, first_segment.derived_start_reason_code
        ) as start_reason_code,
        first_segment.recorded_start_reason_code is null as is_start_reason_derived,
        first_segment.legal_status_code,
        first_segment.period_need_code as primary_need_code,
        first_segment.placement_type_code,
        first_segment.placement_provider_code,
        first_segment.placement_postcode,
        first_segment.provider_urn,
        episode_end.end_reason_code,
        episode_end.placement_change_reason_code,
        episode_end.repair_reason is not null or coalesce(episode_end.is_end_unexplained, false) as is_repaired,
        case
            when episode_end.is_end_unexplained
                then concat_ws('; ', episode_end.repair_reason, 'episode said to go on, but nothing follows')
            else episode_end.repair_reason
        end as repair_reason,
        first_segment.episode_id,
        first_segment.episode_load_id,
        first_segment.episode_row_number,
        first_segment.placement_id,
        first_segment.placement_load_id,
        first_segment.placement_row_number,
        first_segment.legal_status_id,
        first_segment.legal_status_load_id,
        first_segment.legal_status_row_number,
        episode_end.episode_load_id as ending_episode_load_id,
        episode_end.episode_row_number as ending_episode_row_number,
        episode_end.placement_load_id as ending_placement_load_id,
        episode_end.placement_row_number as ending_placement_row_number
    from first_segment
    inner join episode_end
        on
            {{ same_person('first_segment', 'episode_end') }}
            and first_segment.episode_number = episode_end.episode_number
)

select * from final
