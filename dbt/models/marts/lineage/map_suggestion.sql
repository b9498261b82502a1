with suggestions as (
    select * from {{ source('landing', 'suggestions') }}
),

gaps as (
    select * from {{ ref('map_gap') }}
),

duplications as (
    select * from {{ ref('map_duplication') }}
),

on_map as (
    select
        gap_kind,
        subject_id,
        label,
        domain_id
    from gaps
    union all
    select
        'duplication' as gap_kind,
        concept_id as subject_id,
        label,
        domain_id
    from duplications
),

-- A gap that is closed is no longer on the map; the suggestion that closed it stays, under the words of its day.
final as (
    select
        suggestions.suggestion_number,
        suggestions.gap_kind,
        suggestions.subject_id,
        coalesce(on_map.label, suggestions.label) as label,
        on_map.domain_id,
        on_map.gap_kind is not null as is_on_map,
        suggestions.proposal,
        suggestions.for_group,
        suggestions.state,
        suggestions.decision,
        suggestions.suggested_date,
        suggestions.decided_date
    from suggestions
    left join on_map
        on suggestions.gap_kind = on_map.gap_kind and suggestions.subject_id = on_map.subject_id
)

select * from final
