with claims as (
    select * from {{ source('catalogue', 'field_concepts') }}
),

paths as (
    select * from {{ source('landing', 'lineage_paths') }}
),

nodes as (
    select * from {{ source('landing', 'lineage_nodes') }}
),

fields as (
    select * from {{ source('catalogue', 'fields') }}
),

places as (
    select * from {{ ref('map_target_place') }}
),

recording_fields as (
    select * from {{ ref('int_domain__recording_field') }}
),

ways as (
    select
        paths.dataset,
        paths.field,
        nodes.column as concept_id,
        paths.via,
        paths.steps
    from paths
    inner join nodes on paths.target_id = nodes.id
    where paths.target_kind = 'concept'
),

proofs as (
    select * from ways
    where via = 'feeds'
),

deciders as (
    select * from ways
    where via = 'decides'
),

compared as (
    select
        coalesce(claims.dataset, proofs.dataset) as dataset,
        coalesce(claims.field, proofs.field) as field,
        coalesce(claims.concept_id, proofs.concept_id) as concept_id,
        claims.concept_id is not null as is_claimed,
        coalesce(claims.is_primary, false) as is_primary,
        proofs.concept_id is not null as is_proved,
        proofs.steps as steps_count,
        claims.provenance as claim_file,
        claims.provenance_line as claim_line
    from claims
    full join proofs
        on
            claims.dataset = proofs.dataset
            and claims.field = proofs.field
            and claims.concept_id = proofs.concept_id
),

final as (
    select
        fields.source,
        compared.dataset,
        compared.field,
        compared.concept_id,
        compared.is_claimed,
        recording_fields.field is not null as is_recording,
        compared.is_primary,
        compared.is_proved,
        deciders.concept_id is not null as is_deciding,
        compared.steps_count,
        compared.claim_file,
        compared.claim_line,
        case when compared.is_proved then places.sql_file end as sql_file,
        case when compared.is_proved then places.sql_line end as sql_line
    from compared
    inner join fields on compared.dataset = fields.dataset and compared.field = fields.field
    left join places on 'concept.' || compared.concept_id = places.target_id
    left join recording_fields
        on
            compared.dataset = recording_fields.dataset
            and compared.field = recording_fields.field
            and compared.concept_id = recording_fields.concept_id
    left join deciders
        on
            compared.dataset = deciders.dataset
            and compared.field = deciders.field
            and compared.concept_id = deciders.concept_id
)

select * from final
