with candidate as (
    select * from {{ ref('int_return__placedadoption_candidate') }}
    where left_out_reason is null
),

final as (
    select
        local_authority_code,
        collection_year,
        person_id,
        child_id,
        birth_date,
        cast(decision_date as varchar) as line,
        decision_date,
        {{ told_in_year('candidate', 'reversed_date') }} as reversed_date,
        case when reversed_date <= known_to_date then reversed_reason_code end as reversed_reason_code,
        reversed_reason_code is not null and reversed_date is null as has_reason_only,
        is_reversed_before_decision,
        unreadable_fields,
        load_id,
        row_number
    from candidate
)

select * from final
