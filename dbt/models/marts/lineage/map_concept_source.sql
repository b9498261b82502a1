with claims as (
    select * from {{ ref('map_claim') }}
    where is_claimed
),

concepts as (
    select * from {{ source('catalogue', 'concepts') }}
),

recording_fields as (
    select * from {{ ref('int_domain__recording_field') }}
),

final as (
    select
        recording_fields.concept_id,
        recording_fields.source,
        concepts.domain_id,
        count(*) as claimed_fields_count,
        count(*) filter (where claims.is_proved) as proved_fields_count,
        count(*) filter (where recording_fields.perspective = 'young person') as young_person_fields_count,
        count(distinct recording_fields.dataset) as datasets_count
    from recording_fields
    inner join concepts on recording_fields.concept_id = concepts.concept_id
    left join claims
        on
            recording_fields.dataset = claims.dataset
            and recording_fields.field = claims.field
            and recording_fields.concept_id = claims.concept_id
    group by recording_fields.concept_id, recording_fields.source, concepts.domain_id
)

select * from final
