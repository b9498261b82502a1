-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_send') }}
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
        send_table_id as send_row_id,
        send_upn as upn,
        send_uln as uln,
        send_upn_unknown as upn_unknown_code,
        send_person_id as lcs_person_id
    from source

)

select * from final
