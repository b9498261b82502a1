with pairs as (
    select * from {{ ref('int_map__pair') }}
    where not is_unreadable
),

final as (
    select
        local_authority_code,
        pair_id,
        a_value,
        b_value,
        count(*) as people_count
    from pairs
    group by local_authority_code, pair_id, a_value, b_value
)

select * from final
