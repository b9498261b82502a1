with answer as (
    select * from {{ ref('int_return__rules') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        rule,
        outcome,
        reason,
        coalesce(len(failures), 0) as failing_row_count
    from answer
)

select * from final
