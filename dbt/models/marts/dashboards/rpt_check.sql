with check_results as (select * from {{ source('landing', 'check_results') }}),

final as (
    select
        load_id,
        dataset,
        expectation,
        -- A check of the whole load is about no column.
        coalesce(column_name, '') as column_name,
        severity,
        passed as is_passed,
        -- What was found stays in landing: it may be a few people.
        threshold,
        message
    from check_results
)

select * from final
