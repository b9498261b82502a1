-- A gap that was measured by counting shows no count of 1 to 5 people and no complement of one.
with gaps as (

    select * from {{ ref('map_gap') }}

),

final as (

    select
        local_authority_code,
        gap_kind,
        subject_id
    from gaps
    where
        {{ is_few('numerator_shown') }}
        or {{ is_few('denominator_shown - numerator_shown') }}
        or (
            unit = 'percent'
            and numerator_shown is null
            and coalesce(denominator_shown, value_shown, value_low_shown, value_high_shown) is not null
        )

)

select * from final
