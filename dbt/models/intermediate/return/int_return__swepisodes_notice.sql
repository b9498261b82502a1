-- Allocations without a line, and items that are repaired or cannot be told.
with candidate as (
    select * from {{ ref('int_return__swepisodes_candidate') }}
),

line as (
    select * from {{ ref('int_return__swepisodes') }}
),

final as (
    {{ left_out_records() }}
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'SW_ID' as item,
        case when worker_fault = 'worker not recorded' then 'incomplete' else 'repaired' end as kind,
        worker_fault as reason
    from line
    where worker_fault is not null
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'SW_DEC' as item,
        case when end_fault = 'unreadable' then 'incomplete' else 'repaired' end as kind,
        end_fault as reason
    from line
    where end_fault is not null
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'SW_REASON' as item,
        case when change_reason_item is null then 'incomplete' else 'repaired' end as kind,
        reason_fault as reason
    from line
    where reason_fault is not null
)

select * from final
