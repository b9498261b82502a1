with candidate as (
    select * from {{ ref('int_return__placedadoption_candidate') }}
    where left_out_reason is null
),

final as (
    select
        candidate.local_authority_code,
        candidate.collection_year,
        candidate.person_id,
        candidate.child_id,
        candidate.birth_date,
        cast(candidate.decision_date as varchar) as line,
        candidate.decision_date,
        {{ told_in_year('candidate', 'candidate.reversed_date') }} as reversed_date,
        case when candidate.reversed_date <= candidate.known_to_date then candidate.reversed_reason_code end
            as reversed_reason_code,
        candidate.reversed_reason_code is not null and candidate.reversed_date is null as has_reason_only,
        candidate.is_reversed_before_decision,
        candidate.unreadable_fields,
        candidate.load_id,
        candidate.row_number
    from candidate
)

select * from final
