-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_sen_need') }}
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
        senn_table_id as sen_need_row_id,
        senn_active_ehcp_id as active_ehcp_id,
        senn_active_ehcp_need_type as ehcp_need_type,
        senn_active_ehcp_need_rank as is_primary_need
    from source

)

select * from final
