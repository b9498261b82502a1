-- Episodes of submitted returns that the care history leaves out: of children whom the case system does not know, and
-- of known ones where they cannot go with what the case system says. Those that it tells itself are not left out.
with submitted as (
    select * from {{ ref('stg_ssda903_submitted__episode') }}
),

child as (
    select * from {{ ref('int_person__submitted_child') }}
),

statement as (
    select * from {{ ref('int_care__submitted_statement') }}
    where unused_reason <> 'told by the case system'
),

final as (
    select
        submitted.local_authority_code,
        submitted.collection_year,
        '' as person_id,
        submitted.record_key as line,
        'all' as item,
        'left out' as kind,
        'submitted earlier of a child unknown to the case system' as reason
    from submitted
    left join child
        on submitted.local_authority_code = child.local_authority_code and submitted.child_id = child.child_id
    where child.person_id is null
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        record_key as line,
        'all' as item,
        'left out' as kind,
        'submitted earlier: ' || unused_reason as reason
    from statement
)

select * from final
