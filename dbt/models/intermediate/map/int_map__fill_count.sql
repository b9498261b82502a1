{%- set counts = [
    "cohort_count", "recorded_count", "unreadable_count", "not_recorded_count", "out_of_scope_count"
] -%}
with fills as (select * from {{ ref('int_map__fill') }}),

groups as (select * from {{ ref('int_domain__person_group') }}),

-- Counted once by all groups together, since adding up is quicker than counting everybody again in every breakdown.
counted as (
    select
        fills.local_authority_code,
        fills.concept_id,
        groups.everybody,
        groups.age_group,
        groups.sex_group,
        groups.home_group,
        groups.unaccompanied_group,
        groups.touch_group,
        count(*) as cohort_count,
        count(*) filter (where fills.state = 'recorded') as recorded_count,
        count(*) filter (where fills.state = 'unreadable') as unreadable_count,
        count(*) filter (where fills.state = 'not_recorded') as not_recorded_count,
        count(*) filter (where fills.state = 'out_of_scope') as out_of_scope_count
    from fills
    inner join groups on {{ same_person('fills', 'groups') }}
    group by all
),

stacked as (
    {{ stack_breakdowns('counted', counts) }}
),

final as (
    select
        *,
        cohort_count - out_of_scope_count as asked_count
    from stacked
)

select * from final
