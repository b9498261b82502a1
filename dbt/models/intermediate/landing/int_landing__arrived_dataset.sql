-- Datasets that an authority has sent at all: where one has not arrived, no record says nothing.
with load as (
    select * from {{ source('landing', 'loads') }}
    where is_in_force
),

final as (
    select
        local_authority_code,
        dataset
    from load
    group by local_authority_code, dataset
)

select * from final
