-- Statuses without a line, and ends that are repaired or cannot be told.
with candidate as (
    select * from {{ ref('int_return__uasc_candidate') }}
),

line as (
    select * from {{ ref('int_return__uasc') }}
),

final as (
    {{ left_out_records() }}
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'DUC' as item,
        case
            when end_fault = 'end before start' then 'to check'
            when claim_end_item is null then 'incomplete'
            else 'repaired'
        end as kind,
        end_fault as reason
    from line
    where end_fault is not null
)

select * from final
