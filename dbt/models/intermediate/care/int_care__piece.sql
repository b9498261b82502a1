-- Care cut at every start and end that an episode, a placement or a legal status gives, with the episode that holds in
-- each piece: of overlapping ones the one that began last.
with record as (
    select
        local_authority_code,
        person_id,
        start_date,
        end_date
    from {{ ref('int_care__cover') }}
    union all
    select
        local_authority_code,
        person_id,
        start_date,
        end_date
    from {{ ref('int_care__placement_record') }}
    union all
    select
        local_authority_code,
        person_id,
        start_date,
        end_date
    from {{ ref('int_care__legal_status_record') }}
),

boundary as (
    select
        local_authority_code,
        person_id,
        start_date as boundary_date
    from record
    union
    select
        local_authority_code,
        person_id,
        end_date as boundary_date
    from record
    where end_date is not null
),

piece as (
    select
        local_authority_code,
        person_id,
        boundary_date as start_date,
        lead(boundary_date) over (partition by local_authority_code, person_id order by boundary_date) as end_date
    from boundary
),

final as (
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
    inner join {{ ref('int_care__cover') }} as cover
        on
            {{ same_person('piece', 'cover') }}
            and piece.start_date >= cover.start_date
            and (cover.end_date is null or piece.start_date < cover.end_date)
    qualify row_number() over (
        partition by piece.local_authority_code, piece.person_id, piece.start_date
        order by cover.start_date desc, cover.episode_id asc nulls last
    ) = 1
)

select * from final
