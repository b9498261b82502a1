-- A row that fails is somebody's: from one to five are not told apart.
with outcome as (
    select * from {{ ref('ssda903__rule_outcome') }}
),

rule as (
    select * from {{ source('catalogue', 'validation_rules') }}
),

final as (
    select
        outcome.local_authority_code,
        outcome.collection_year,
        outcome.rule,
        rule.module,
        rule.origin,
        rule.title,
        rule.explanation,
        rule.remedy,
        rule.valid_from_year,
        outcome.outcome,
        coalesce(outcome.reason, '') as reason,
        outcome.failing_row_count between 1 and 5 as is_small,
        case when outcome.failing_row_count not between 1 and 5 then outcome.failing_row_count end as failing_rows_shown
    from outcome
    inner join rule on outcome.rule = rule.rule
)

select * from final
