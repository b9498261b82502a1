-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_ehcp_active_plans') }}
    where is_current

),

final as (

    select
        local_authority_code,
        load_id,
        row_number,
        extract_date,
        record_key,
        unreadable_fields,
        ehcp_active_ehcp_id as active_ehcp_id,
        ehcp_ehcp_request_id as ehcp_request_id,
        ehcp_active_ehcp_last_review_date as ehcp_last_review_date
    from source

)

select * from final
