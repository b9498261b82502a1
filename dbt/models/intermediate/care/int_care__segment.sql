-- The common refinement: care cut at every start and end that an episode, a placement or a legal status gives. In each
-- piece the record that began last holds; a placement or legal status that ended too early is carried on.
with

cover as (

    select * from {{ ref('int_care__cover') }}

),

placement as (

    select * from {{ ref('int_care__placement_record') }}

),

legal_status as (

    select * from {{ ref('int_care__legal_status_record') }}

),

boundary as (

    select local_authority_code, person_id, start_date as boundary_date from cover
    union
    select local_authority_code, person_id, end_date as boundary_date from cover where end_date is not null
    union
    select local_authority_code, person_id, start_date as boundary_date from placement
    union
    select local_authority_code, person_id, end_date as boundary_date from placement where end_date is not null
    union
    select local_authority_code, person_id, start_date as boundary_date from legal_status
    union
    select local_authority_code, person_id, end_date as boundary_date from legal_status where end_date is not null

),

piece as (

    select
        local_authority_code,
        person_id,
        boundary_date as start_date,
        lead(boundary_date) over (
            partition by local_authority_code, person_id
            order by boundary_date
        ) as end_date
    from boundary

),

in_care as (

    select
        piece.local_authority_code,
        piece.person_id,
        piece.start_date,
        piece.end_date,
        cover.start_date as cover_start_date,
        cover.end_date as cover_end_date,
        cover.episode_id,
        cover.start_reason_code,
        cover.primary_need_code,
        cover.end_reason_code,
        cover.repair_reason,
        cover.load_id as episode_load_id,
        cover.row_number as episode_row_number
    from piece
    inner join cover
        on
            piece.local_authority_code = cover.local_authority_code
            and piece.person_id = cover.person_id
            and piece.start_date >= cover.start_date
            and (cover.end_date is null or piece.start_date < cover.end_date)
    qualify row_number() over (
        partition by piece.local_authority_code, piece.person_id, piece.start_date
        order by cover.start_date desc, cover.episode_id nulls last
    ) = 1

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
        placement.load_id as placement_load_id,
        placement.row_number as placement_row_number
    from in_care
    left join placement
        on
            in_care.local_authority_code = placement.local_authority_code
            and in_care.person_id = placement.person_id
            and in_care.start_date >= placement.start_date
            and (placement.end_date is null or placement.end_date > in_care.cover_start_date)
    qualify row_number() over (
        partition by in_care.local_authority_code, in_care.person_id, in_care.start_date
        order by
            coalesce(placement.end_date <= in_care.start_date, false),
            placement.start_date desc,
            placement.end_date desc nulls first,
            placement.placement_id
    ) = 1

),

final as (

    select
        placed.*,
        legal_status.legal_status_id,
        legal_status.legal_status_code,
        legal_status.load_id as legal_status_load_id,
        legal_status.row_number as legal_status_row_number
    from placed
    left join legal_status
        on
            placed.local_authority_code = legal_status.local_authority_code
            and placed.person_id = legal_status.person_id
            and placed.start_date >= legal_status.start_date
            and (legal_status.end_date is null or legal_status.end_date > placed.cover_start_date)
    qualify row_number() over (
        partition by placed.local_authority_code, placed.person_id, placed.start_date
        order by
            coalesce(legal_status.end_date <= placed.start_date, false),
            legal_status.start_date desc,
            legal_status.end_date desc nulls first,
            legal_status.legal_status_id
    ) = 1

)

select * from final
