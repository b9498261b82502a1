with segment as (
    select * from {{ ref('int_care__episode_segment') }}
),

episode_end as (
    select * from {{ ref('int_care__episode_end') }}
),

reason as (
    select * from {{ source('catalogue', 'new_episode_reasons') }}
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
        -- A move into a temporary placement or back is no move to the same carers.
        is_same_carer and is_lasting_move as is_carer_kept
    from segment
    where is_episode_start
),

-- What changed on the day gives the reason; of several that fit, the one that the catalogue puts first.
reasoned as (
    select
        first_segment.*,
        reason.code as derived_start_reason_code
    from first_segment
    left join reason
        on
            (reason.care_began is null or first_segment.is_period_start = reason.care_began)
            and (
                reason.legal_status_changed is null
                or first_segment.is_legal_status_changed = reason.legal_status_changed
            )
            and (reason.placement_changed is null or first_segment.is_placement_changed = reason.placement_changed)
            and (reason.same_carer is null or first_segment.is_carer_kept = reason.same_carer)
    qualify row_number() over (
        partition by first_segment.local_authority_code, first_segment.person_id, first_segment.start_date
        order by reason.precedence
    ) = 1
),

final as (
    select
        reasoned.local_authority_code,
        reasoned.person_id,
        reasoned.start_date as episode_start_date,
        episode_end.end_date as episode_end_date,
        reasoned.care_start_date,
        reasoned.spell_start_date,
        reasoned.is_short_break,
        coalesce(reasoned.recorded_start_reason_code, reasoned.derived_start_reason_code) as start_reason_code,
        reasoned.recorded_start_reason_code is null as is_start_reason_derived,
        reasoned.legal_status_code,
        reasoned.period_need_code as primary_need_code,
        reasoned.placement_type_code,
        reasoned.placement_provider_code,
        reasoned.placement_postcode,
        reasoned.provider_urn,
        episode_end.end_reason_code,
        episode_end.placement_change_reason_code,
        episode_end.repair_reason is not null or coalesce(episode_end.is_end_unexplained, false) as is_repaired,
        case
            when episode_end.is_end_unexplained
                then concat_ws('; ', episode_end.repair_reason, 'episode said to go on, but nothing follows')
            else episode_end.repair_reason
        end as repair_reason,
        reasoned.episode_id,
        reasoned.episode_load_id,
        reasoned.episode_row_number,
        reasoned.placement_id,
        reasoned.placement_load_id,
        reasoned.placement_row_number,
        reasoned.legal_status_id,
        reasoned.legal_status_load_id,
        reasoned.legal_status_row_number,
        episode_end.episode_load_id as ending_episode_load_id,
        episode_end.episode_row_number as ending_episode_row_number,
        episode_end.placement_load_id as ending_placement_load_id,
        episode_end.placement_row_number as ending_placement_row_number
    from reasoned
    inner join episode_end
        on
            {{ same_person('reasoned', 'episode_end') }}
            and reasoned.episode_number = episode_end.episode_number
)

select * from final
