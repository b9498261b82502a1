-- Several rows that fail may be one child's: it is children that from one to five are not told apart. A row without a
-- child counts as one.
with outcome as (
    select * from {{ ref('ssda903__rule_outcome') }}
),

rule as (
    select * from {{ source('catalogue', 'validation_rules') }}
),

failing as (
    select
        local_authority_code,
        collection_year,
        rule,
        count(distinct coalesce(child, concat_ws(' ', module, row))) as child_count
    from {{ ref('ssda903__rule_failure') }}
    group by local_authority_code, collection_year, rule
),

counted as (
    select
        outcome.*,
        coalesce(failing.child_count, 0) as child_count
    from outcome
    left join failing
        on
            outcome.local_authority_code = failing.local_authority_code
            and outcome.collection_year = failing.collection_year
            and outcome.rule = failing.rule
),

final as (
    select
        counted.local_authority_code,
        counted.collection_year,
        counted.rule,
        rule.module,
        rule.origin,
        rule.title,
        rule.explanation,
        rule.remedy,
        rule.valid_from_year,
        counted.outcome,
        coalesce(counted.reason, '') as reason,
        {{ is_few('counted.child_count') }} as is_small,
        case when not {{ is_few('counted.child_count') }} then counted.child_count end as failing_children_shown
    from counted
    inner join rule on counted.rule = rule.rule
)

select * from final
