with concepts as (
    select * from {{ source('catalogue', 'concepts') }}
),

concept_sources as (
    select * from {{ ref('map_concept_source') }}
),

shown as (
    select * from {{ ref('map_shown') }}
),

recorded as (
    select
        concept_id,
        count(*) as sources_count,
        cast(sum(datasets_count) as bigint) as datasets_count,
        cast(sum(claimed_fields_count) as bigint) as fields_count,
        cast(sum(proved_fields_count) as bigint) as proved_fields_count,
        cast(sum(young_person_fields_count) as bigint) as young_person_fields_count
    from concept_sources
    group by concept_id
),

final as (
    select
        concepts.concept_id,
        concepts.domain_id,
        concepts.label,
        concepts.definition,
        concepts.perspective,
        coalesce(recorded.sources_count, 0) as sources_count,
        coalesce(recorded.datasets_count, 0) as datasets_count,
        coalesce(recorded.fields_count, 0) as fields_count,
        coalesce(recorded.proved_fields_count, 0) as proved_fields_count,
        coalesce(recorded.young_person_fields_count, 0) as young_person_fields_count,
        case
            when recorded.fields_count is null then 'nobody records'
            when recorded.datasets_count > 1 then 'duplicated'
            when recorded.young_person_fields_count = recorded.fields_count then 'voice only'
            else 'single'
        end as kind,
        shown.council_measures_count,
        shown.indicators_count,
        shown.council_measures_count > 0 as is_on_council_dashboard,
        shown.wreath_measures_count + shown.indicators_count > 0 as is_on_wreath_dashboard
    from concepts
    inner join shown on concepts.concept_id = shown.concept_id
    left join recorded on concepts.concept_id = recorded.concept_id
)

select * from final
