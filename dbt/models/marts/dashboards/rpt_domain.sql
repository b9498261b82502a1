with coverage as (select * from {{ ref('rpt_concept_coverage') }}),

indicators as (select * from {{ ref('rpt_indicator') }}),

domains as (select * from {{ source('catalogue', 'domains') }}),

concepts as (select * from {{ source('catalogue', 'concepts') }}),

measures as (select * from {{ source('catalogue', 'dashboard_measures') }}),

recording_fields as (select * from {{ ref('int_domain__recording_field') }}),

dashboards as (select * from {{ source('catalogue', 'dashboards') }}),

council_measures as (
    select
        concepts.domain_id,
        count(*) as measures_count
    from measures
    inner join dashboards on measures.dashboard_id = dashboards.dashboard_id
    inner join concepts on measures.concept_id = concepts.concept_id
    where dashboards.built_by = 'council'
    group by concepts.domain_id
),

fielded as (
    select
        concept_id,
        count_if(perspective = 'young person') > 0 as has_young_person_field
    from recording_fields
    group by concept_id
),

first_indicator as (
    select
        domain_id,
        arg_min(indicator_id, position) as indicator_id
    from indicators
    group by domain_id
),

counted as (
    select
        coverage.local_authority_code,
        coverage.domain_id,
        count(*) as concepts_count,
        count(fielded.concept_id) as fielded_concepts_count,
        count_if(coverage.status in ('shown', 'c') and coalesce(coverage.recorded_count_shown, 1) > 0)
            as recorded_concepts_count,
        count_if(coalesce(fielded.has_young_person_field, false)) as young_person_concepts_count
    from coverage
    left join fielded on coverage.concept_id = fielded.concept_id
    group by coverage.local_authority_code, coverage.domain_id
),

final as (
    select
        counted.local_authority_code,
        counted.domain_id,
        domains.label,
        domains.position,
        domains.description,
        counted.concepts_count,
        counted.fielded_concepts_count,
        counted.recorded_concepts_count,
        counted.young_person_concepts_count,
        coalesce(council_measures.measures_count, 0) as council_dashboard_measures_count,
        first_indicator.indicator_id as leading_indicator_id
    from counted
    inner join domains on counted.domain_id = domains.domain_id
    left join council_measures on counted.domain_id = council_measures.domain_id
    left join first_indicator on counted.domain_id = first_indicator.domain_id
)

select * from final
