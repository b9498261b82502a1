-- What indicators and dashboard measures are said to be about, beside the concepts of the fields that feed them: the
-- concept said is proved by a field that feeds both; a field that does not feed it brings in another one. Where people
-- are counted of whom a thing is on record, its fields only decide. How the council makes its own dashboards nobody has
-- seen: what is said of them cannot be proved.
with indicators as (
    select * from {{ source('catalogue', 'indicators') }}
),

measures as (
    select * from {{ source('catalogue', 'dashboard_measures') }}
),

paths as (
    select * from {{ source('landing', 'lineage_paths') }}
    where via = 'feeds'
),

deciding_paths as (
    select * from {{ source('landing', 'lineage_paths') }}
    where target_kind = 'indicator' and via = 'decides'
),

nodes as (
    select * from {{ source('landing', 'lineage_nodes') }}
),

places as (
    select * from {{ ref('map_target_place') }}
),

claims as (
    select
        'indicator' as measure_kind,
        indicator_id as measure_id,
        concept_id,
        indicator_id,
        provenance as claim_file,
        provenance_line as claim_line
    from indicators
    union all
    select
        'dashboard measure' as measure_kind,
        dashboard_id || '.' || measure_id as measure_id,
        concept_id,
        indicator_id,
        provenance as claim_file,
        provenance_line as claim_line
    from measures
),

-- Whether each field of a measure feeds the concept that the measure is said to be about.
fed as (
    select
        claims.measure_kind,
        claims.measure_id,
        claims.indicator_id,
        claims.concept_id,
        to_measure.field_id,
        to_concept.field_id is not null as is_of_concept
    from claims
    inner join paths as to_measure on 'indicator.' || claims.indicator_id = to_measure.target_id
    left join paths as to_concept
        on to_measure.field_id = to_concept.field_id and 'concept.' || claims.concept_id = to_concept.target_id
),

proof as (
    select
        measure_kind,
        measure_id,
        indicator_id,
        concept_id
    from fed
    where is_of_concept
    union all
    select
        fed.measure_kind,
        fed.measure_id,
        fed.indicator_id,
        nodes.column as concept_id
    from fed
    inner join paths on fed.field_id = paths.field_id and paths.target_kind = 'concept'
    inner join nodes on paths.target_id = nodes.id
    where not fed.is_of_concept
),

proved as (
    select
        measure_kind,
        measure_id,
        indicator_id,
        concept_id
    from proof
    group by measure_kind, measure_id, indicator_id, concept_id
),

deciders as (
    select
        claims.measure_kind,
        claims.measure_id,
        claims.concept_id
    from claims
    inner join deciding_paths as to_measure on 'indicator.' || claims.indicator_id = to_measure.target_id
    inner join paths as to_concept
        on to_measure.field_id = to_concept.field_id and 'concept.' || claims.concept_id = to_concept.target_id
    group by claims.measure_kind, claims.measure_id, claims.concept_id
),

compared as (
    select
        coalesce(claims.measure_kind, proved.measure_kind) as measure_kind,
        coalesce(claims.measure_id, proved.measure_id) as measure_id,
        coalesce(claims.concept_id, proved.concept_id) as concept_id,
        coalesce(claims.indicator_id, proved.indicator_id) as indicator_id,
        claims.measure_id is not null as is_claimed,
        proved.measure_id is not null as is_proved,
        claims.claim_file,
        claims.claim_line
    from claims
    full join proved
        on
            claims.measure_kind = proved.measure_kind
            and claims.measure_id = proved.measure_id
            and claims.concept_id = proved.concept_id
),

final as (
    select
        compared.measure_kind,
        compared.measure_id,
        compared.concept_id,
        case
            when compared.indicator_id is null then 'claimed, cannot be proved'
            else {{ claim_state('compared.is_claimed', 'compared.is_proved') }}
        end as state,
        deciders.measure_id is not null as is_deciding,
        compared.claim_file,
        compared.claim_line,
        case when compared.is_proved then places.sql_file end as sql_file,
        case when compared.is_proved then places.sql_line end as sql_line
    from compared
    left join deciders
        on
            compared.measure_kind = deciders.measure_kind
            and compared.measure_id = deciders.measure_id
            and compared.concept_id = deciders.concept_id
    left join places on 'indicator.' || compared.indicator_id = places.target_id
)

select * from final
