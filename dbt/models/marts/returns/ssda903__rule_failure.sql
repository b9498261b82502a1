with answer as (
    select * from {{ ref('int_return__rules') }}
),

failing as (
    select
        local_authority_code,
        collection_year,
        rule,
        unnest(failures) as failure
    from answer
),

final as (
    select
        local_authority_code,
        collection_year,
        rule,
        failure.module,
        failure.row,
        failure.child,
        failure.fields,
        failure.values,
        failure.confidence
    from failing
)

select * from final
