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
        recorded_count_shown between 1 and 5
        or unreadable_count_shown between 1 and 5
        or not_recorded_count_shown between 1 and 5
        or (
            status <> 'shown'
            and coalesce(recorded_count_shown, unreadable_count_shown, not_recorded_count_shown) > 0
        )

)

select * from final
