with domains as (
    select * from {{ source('catalogue', 'domains') }}
),

concepts as (
    select * from {{ ref('map_concept') }}
),

counted as (
    select
        domain_id,
        count(*) as concepts_count,
        count(*) filter (where fields_count > 0) as recorded_concepts_count,
        count(*) filter (where is_on_council_dashboard) as council_concepts_count,
        count(*) filter (where is_on_wreath_dashboard) as wreath_concepts_count,
        count(*) filter (where young_person_fields_count > 0) as young_person_concepts_count,
        cast(sum(indicators_count) as bigint) as indicators_count
    from concepts
    group by domain_id
),

final as (
    select
        domains.domain_id,
        domains.label,
        domains.position,
        counted.concepts_count,
        counted.recorded_concepts_count,
        counted.council_concepts_count,
        counted.wreath_concepts_count,
        counted.indicators_count,
        counted.council_concepts_count / cast(counted.concepts_count as double) as council_share,
        -- Fewer than one concept in four: a dashboard reader would hardly meet the domain.
        counted.council_concepts_count * 4 < counted.concepts_count as is_hardly_on_council_dashboards,
        counted.young_person_concepts_count,
        counted.young_person_concepts_count > 0 as has_young_person_perspective
    from domains
    left join counted on domains.domain_id = counted.domain_id
)

select * from final
