with concepts as (
    select * from {{ source('catalogue', 'concepts') }}
),

measures as (
    select * from {{ source('catalogue', 'dashboard_measures') }}
),

dashboards as (
    select * from {{ source('catalogue', 'dashboards') }}
),

indicators as (
    select * from {{ source('catalogue', 'indicators') }}
),

shown as (
    select
        measures.concept_id,
        count(*) filter (where dashboards.built_by = 'council') as council_measures_count,
        count(*) filter (where dashboards.built_by = 'wreath') as wreath_measures_count
    from measures
    inner join dashboards on measures.dashboard_id = dashboards.dashboard_id
    group by measures.concept_id
),

measured as (
    select
        concept_id,
        count(*) as indicators_count
    from indicators
    group by concept_id
),

final as (
    select
        concepts.concept_id,
        coalesce(shown.council_measures_count, 0) as council_measures_count,
        coalesce(shown.wreath_measures_count, 0) as wreath_measures_count,
        coalesce(measured.indicators_count, 0) as indicators_count
    from concepts
    left join shown on concepts.concept_id = shown.concept_id
    left join measured on concepts.concept_id = measured.concept_id
)

select * from final
