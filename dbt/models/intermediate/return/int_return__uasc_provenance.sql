with line as (
    select * from {{ ref('int_return__uasc') }}
),

header as (
    select * from {{ ref('int_return__header_provenance') }}
),

final as (
    {{ items_of_header(['CHILD', 'SEX', 'DOB']) }}
    union all
    select
        local_authority_code,
        collection_year,
        child_id,
        line,
        'DUC' as item,
        {{ return_date('claim_end_item') }} as value,
        case end_kind
            when 'claim' then 'lcs_903_items'
            when 'birthday' then birth_date_dataset
            else 'ssd_immigration_status'
        end as source_dataset,
        case end_kind
            when 'claim' then claim_load_id
            when 'birthday' then birth_date_load_id
            else load_id
        end as load_id,
        case end_kind
            when 'claim' then claim_row_number
            when 'birthday' then birth_date_row_number
            else row_number
        end as row_number,
        case
            when end_fault = 'end after the 18th birthday' then 'end after the 18th birthday: the birthday'
            when end_kind = 'birthday' then 'no end recorded: 18th birthday'
            when end_kind = 'claim' then 'end of the claim'
            when end_kind = 'status' then 'end of the immigration status'
            else 'no end by the last day known'
        end as rule
    from line
)

select * from final
