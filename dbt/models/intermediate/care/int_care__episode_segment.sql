-- Pieces in which neither placement nor legal status differs are one episode. A period of care goes on without a gap
-- until an episode record says that care ended or began there; the end of one inside another that goes on ends nothing.
with segment as (
    select * from {{ ref('int_care__segment') }}
),

neighbour as (
    select
        *,
        lag(end_date) over person as previous_end_date,
        lag(cover_end_date) over person as previous_cover_end_date,
        lag(end_reason_code) over person as previous_end_reason_code,
        lag(legal_status_code) over person as previous_legal_status_code,
        lag(placement_type_code) over person as previous_placement_type_code,
        lag(placement_provider_code) over person as previous_placement_provider_code,
        lag(provider_urn) over person as previous_provider_urn,
        lag(placement_postcode) over person as previous_placement_postcode
    from segment
    window person as (partition by local_authority_code, person_id order by start_date)
),

compared as (
    select
        *,
        coalesce(previous_end_date <> start_date, true) as is_first_in_care,
        cover_start_date = start_date and coalesce(start_reason_code = 'S', false) as is_recorded_start,
        previous_cover_end_date = start_date
        and cover_start_date = start_date
        and coalesce(previous_end_reason_code <> 'X1', false) as is_after_recorded_end,
        (previous_legal_status_code is distinct from legal_status_code) as is_legal_status_changed,
        (
            previous_placement_type_code is distinct from placement_type_code
            or previous_placement_provider_code is distinct from placement_provider_code
            or previous_provider_urn is distinct from provider_urn
            or previous_placement_postcode is distinct from placement_postcode
        ) as is_placement_changed,
        not {{ is_temporary_placement('previous_placement_type_code') }}
        and not {{ is_temporary_placement('placement_type_code') }} as is_lasting_move,
        coalesce(
            previous_provider_urn is not distinct from provider_urn
            and previous_placement_postcode = placement_postcode, false
        ) as is_same_carer,
        coalesce(legal_status_code in ('V3', 'V4'), false) as is_short_break,
        coalesce(previous_legal_status_code in ('V3', 'V4'), false) as was_short_break
    from neighbour
),

begun as (
    select
        *,
        is_first_in_care or is_recorded_start or is_after_recorded_end as is_period_start,
        is_first_in_care or is_short_break <> was_short_break as is_spell_start,
        is_first_in_care
        or is_recorded_start
        or is_after_recorded_end
        or is_legal_status_changed
        or is_placement_changed as is_episode_start
    from compared
),

final as (
    select
        local_authority_code,
        person_id,
        start_date,
        end_date,
        cover_start_date,
        cover_end_date,
        episode_id,
        start_reason_code,
        primary_need_code,
        end_reason_code,
        repair_reason,
        episode_load_id,
        episode_row_number,
        placement_id,
        placement_type_code,
        placement_provider_code,
        provider_urn,
        placement_postcode,
        placement_change_reason_code,
        placement_repair_reason,
        placement_load_id,
        placement_row_number,
        legal_status_id,
        legal_status_code,
        legal_status_repair_reason,
        legal_status_load_id,
        legal_status_row_number,
        is_legal_status_changed,
        is_placement_changed,
        is_lasting_move,
        is_same_carer,
        is_short_break,
        is_period_start,
        is_episode_start,
        sum(case when is_episode_start then 1 else 0 end) over person as episode_number,
        max(case when is_period_start then start_date end) over person as care_start_date,
        max(case when is_spell_start then start_date end) over person as spell_start_date
    from begun
    window person as (partition by local_authority_code, person_id order by start_date)
)

select * from final
