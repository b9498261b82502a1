-- Orders without a line, and ends that are repaired or cannot be told.
with candidate as (
    select * from {{ ref('int_return__dolo_candidate') }}
),

line as (
    select * from {{ ref('int_return__dolo') }}
),

final as (
    {{ left_out_records() }}
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'DOLO_END' as item,
        case when end_fault = 'unreadable' then 'incomplete' else 'repaired' end as kind,
        end_fault as reason
    from line
    where end_fault is not null
)

select * from final
