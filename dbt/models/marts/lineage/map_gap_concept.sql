with concepts as (
    select * from {{ ref('map_concept') }}
),

domains as (
    select * from {{ ref('map_domain') }}
),

not_recorded as (
    select
        'concept_nobody_records' as gap_kind,
        concept_id as subject_id,
        label,
        domain_id,
        'No field of any source records it.' as message
    from concepts
    where kind = 'nobody records'
),

not_shown as (
    select
        'concept_not_on_council_dashboards' as gap_kind,
        concept_id as subject_id,
        label,
        domain_id,
        case
            when fields_count > 0 then 'It is recorded, but none of the council''s dashboards shows it.'
            else 'None of the council''s dashboards shows it.'
        end as message
    from concepts
    where not is_on_council_dashboard
),

hardly_shown as (
    select
        'domain_hardly_on_council_dashboards' as gap_kind,
        domain_id as subject_id,
        label,
        domain_id,
        council_concepts_count || ' of ' || concepts_count || ' things worth knowing are on the council''s dashboards.'
            as message
    from domains
    where is_hardly_on_council_dashboards
),

without_own_view as (
    select
        'domain_without_young_person' as gap_kind,
        domain_id as subject_id,
        label,
        domain_id,
        'No field of the domain holds what young people say themselves.' as message
    from domains
    where not has_young_person_perspective
),

final as (
    select * from not_recorded
    union all
    select * from not_shown
    union all
    select * from hardly_shown
    union all
    select * from without_own_view
)

select * from final
