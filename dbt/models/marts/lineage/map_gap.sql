with field_gaps as (
    select * from {{ ref('map_gap_field') }}
),

concept_gaps as (
    select * from {{ ref('map_gap_concept') }}
),

target_gaps as (
    select * from {{ ref('map_gap_target') }}
),

final as (
    select
        gap_kind,
        subject_id,
        label,
        domain_id,
        message
    from field_gaps
    union all
    select
        gap_kind,
        subject_id,
        label,
        domain_id,
        message
    from concept_gaps
    union all
    select
        gap_kind,
        subject_id,
        label,
        domain_id,
        message
    from target_gaps
)

select * from final
