with claims as (
    select * from {{ ref('map_claim') }}
    where is_claimed
),

concepts as (
    select * from {{ source('catalogue', 'concepts') }}
),

fields as (
    -- A field that the source always sends empty records nothing.
    select * from {{ source('catalogue', 'fields') }}
    where coalesce(status, '') <> 'placeholder'
),

final as (
    select
        claims.concept_id,
        claims.source,
        concepts.domain_id,
        count(*) as claimed_fields_count,
        count(*) filter (where claims.is_proved) as proved_fields_count,
        count(*) filter (where fields.perspective = 'young person') as young_person_fields_count,
        count(distinct claims.dataset) as datasets_count
    from claims
    inner join concepts on claims.concept_id = concepts.concept_id
    inner join fields on claims.dataset = fields.dataset and claims.field = fields.field
    group by claims.concept_id, claims.source, concepts.domain_id
)

select * from final
