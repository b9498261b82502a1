with fields as (
    select * from {{ ref('map_field') }}
),

claims as (
    select * from {{ ref('map_claim') }}
),

concepts as (
    select * from {{ source('catalogue', 'concepts') }}
),

unmapped as (
    select * from {{ source('landing', 'unmapped_columns') }}
),

-- Keys and audit columns hold the records together; nobody expects a measure of them. What repeats a return was not
-- typed a second time: it is kept to hold the return of today against.
unused as (
    select
        'field_unused' as gap_kind,
        dataset || '.' || field as subject_id,
        dataset || '.' || field as label,
        domain_id,
        'Nothing is made from it: ' || fate_reason || '.' as message
    from fields
    where fate = 'unused' and coalesce(no_concept_reason, '') not in ('identifier', 'audit', 'repeats the return')
),

not_proved as (
    select
        'claim_not_proved' as gap_kind,
        claims.dataset || '.' || claims.field || ' ' || claims.concept_id as subject_id,
        claims.dataset || '.' || claims.field as label,
        concepts.domain_id,
        'Said to record "' || concepts.label || '", but '
        || {{ why_not_proved('claims.is_deciding') }} as message
    from claims
    inner join concepts on claims.concept_id = concepts.concept_id
    where claims.is_claimed and not claims.is_proved
),

not_claimed as (
    select
        'path_not_claimed' as gap_kind,
        claims.dataset || '.' || claims.field || ' ' || claims.concept_id as subject_id,
        claims.dataset || '.' || claims.field as label,
        concepts.domain_id,
        'The SQL takes it to "' || concepts.label || '", which the catalogue does not say.' as message
    from claims
    inner join concepts on claims.concept_id = concepts.concept_id
    where claims.is_proved and not claims.is_claimed
),

unknown_columns as (
    select
        'column_unmapped' as gap_kind,
        dataset || '.' || column_name as subject_id,
        dataset || '.' || column_name as label,
        cast(null as varchar) as domain_id,
        max(message) as message
    from unmapped
    group by dataset, column_name
),

final as (
    select * from unused
    union all
    select * from not_proved
    union all
    select * from not_claimed
    union all
    select * from unknown_columns
)

select * from final
