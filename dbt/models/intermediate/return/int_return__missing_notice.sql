-- Times missing or away without a line, and items that are repaired or cannot be told.
with candidate as (
    select * from {{ ref('int_return__missing_candidate') }}
),

line as (
    select * from {{ ref('int_return__missing') }}
),

final as (
    {{ left_out_records() }}
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'MISSING' as item,
        'incomplete' as kind,
        case when is_type_unreadable then 'unreadable' else 'not recorded' end as reason
    from line
    where missing_type_code is null
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'MIS_END' as item,
        case
            when end_fault = 'unreadable' and missing_end_item is null then 'incomplete'
            else 'repaired'
        end as kind,
        end_fault as reason
    from line
    where end_fault is not null
)

select * from final
