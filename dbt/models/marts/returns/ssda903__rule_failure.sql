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
        failing.local_authority_code,
        failing.collection_year,
        failing.rule,
        failing.failure.module,
        failing.failure.row,
        failing.failure.child,
        failing.failure.fields,
        failing.failure.values,
        failing.failure.confidence
    from failing
)

select * from final
