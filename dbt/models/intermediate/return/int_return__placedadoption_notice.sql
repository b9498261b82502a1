-- Decisions without a line, and ends of decisions that are not known or could not be used.
with candidate as (
    select * from {{ ref('int_return__placedadoption_candidate') }}
),

placedadoption as (
    select * from {{ ref('int_return__placedadoption') }}
),

ended as (
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        case when is_reversed_before_decision then 'repaired' else 'incomplete' end as kind,
        case
            when is_reversed_before_decision then 'reversed before it was made'
            when {{ has_unreadable(['perm_decision_reversed_date']) }} then 'unreadable'
            when has_reason_only then 'a reason is recorded, but no day'
        end as reason
    from placedadoption
),

reasoned as (
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        case when {{ has_unreadable(['perm_decision_reversed_reason']) }} then 'unreadable' else 'not recorded' end
            as reason
    from placedadoption
    where reversed_date is not null and reversed_reason_code is null
),

final as (
    {{ left_out_records() }}
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'DATE_PLACED_CEASED' as item,
        kind,
        reason
    from ended
    where reason is not null
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'REASON_PLACED_CEASED' as item,
        'incomplete' as kind,
        reason
    from reasoned
)

select * from final
