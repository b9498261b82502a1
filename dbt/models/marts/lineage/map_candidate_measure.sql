with gaps as (
    select * from {{ ref('map_gap') }}
),

measures as (
    select * from {{ source('catalogue', 'voice_measures') }}
),

measure_concepts as (
    select * from {{ source('catalogue', 'voice_measure_concepts') }}
),

final as (
    select
        gaps.local_authority_code,
        gaps.gap_kind,
        gaps.subject_id,
        measures.measure_id,
        gaps.concept_id,
        gaps.domain_id,
        measures.label,
        measures.gist,
        measures.scale,
        measures.perspective,
        measures.origin,
        measures.licence_caveat
    from gaps
    inner join measure_concepts on gaps.concept_id = measure_concepts.concept_id
    inner join measures on measure_concepts.measure_id = measures.measure_id
)

select * from final
