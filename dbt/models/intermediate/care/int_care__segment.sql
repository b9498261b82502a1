-- The common refinement of the three tables: in each piece of care the placement and legal status that began last
-- hold; one that ended too early is carried on, but not into another episode of care.
with in_care as (
    select * from {{ ref('int_care__piece') }}
),

placement as (
    select * from {{ ref('int_care__placement_record') }}
),

placed as (
    select
        in_care.*,
        placement.placement_id,
        placement.placement_type_code,
        placement.placement_provider_code,
        placement.provider_urn,
        placement.placement_postcode,
        placement.placement_change_reason_code,
        placement.placement_repair_reason,
        placement.load_id as placement_load_id,
        placement.row_number as placement_row_number
    from in_care
    left join placement
        on
            {{ same_person('in_care', 'placement') }}
            and in_care.start_date >= placement.start_date
            and (placement.end_date is null or in_care.cover_start_date < placement.end_date)
    qualify row_number() over (
        partition by in_care.local_authority_code, in_care.person_id, in_care.start_date
        order by
            coalesce(placement.end_date <= in_care.start_date, false) asc, placement.start_date desc,
            placement.end_date desc nulls first, placement.placement_id asc
    ) = 1
),

final as (
    select
        placed.local_authority_code,
        placed.person_id,
        placed.start_date,
        placed.end_date,
        placed.cover_start_date,
        placed.cover_end_date,
        placed.episode_id,
        placed.start_reason_code,
        placed.primary_need_code,
        placed.end_reason_code,
        placed.repair_reason,
        placed.episode_load_id,
        placed.episode_row_number,
        placed.placement_id,
        placed.placement_type_code,
        placed.placement_provider_code,
        placed.provider_urn,
        placed.placement_postcode,
        placed.placement_change_reason_code,
        placed.placement_repair_reason,
        placed.placement_load_id,
        placed.placement_row_number,
        legal_status.legal_status_id,
        legal_status.legal_status_code,
        legal_status.legal_status_repair_reason,
        legal_status.load_id as legal_status_load_id,
        legal_status.row_number as legal_status_row_number
    from placed
    left join {{ ref('int_care__legal_status_record') }} as legal_status
        on
            {{ same_person('placed', 'legal_status') }}
            and placed.start_date >= legal_status.start_date
            and (legal_status.end_date is null or placed.cover_start_date < legal_status.end_date)
    qualify row_number() over (
        partition by placed.local_authority_code, placed.person_id, placed.start_date
        order by
            coalesce(legal_status.end_date <= placed.start_date, false) asc, legal_status.start_date desc,
            legal_status.end_date desc nulls first, legal_status.legal_status_id asc
    ) = 1
)

select * from final
