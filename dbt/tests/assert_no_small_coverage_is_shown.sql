with coverage as (

    select * from {{ ref('rpt_concept_coverage') }}

),

final as (

    select
        local_authority_code,
        concept_id,
        status
    from coverage
    where
        {{ is_few('recorded_count_shown') }}
        or {{ is_few('unreadable_count_shown') }}
        or {{ is_few('not_recorded_count_shown') }}
        or (
            status <> 'shown'
            and coalesce(recorded_count_shown, unreadable_count_shown, not_recorded_count_shown) > 0
        )

)

select * from final
