-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_cla_previous_permanence') }}
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
        lapp_table_id as previous_permanence_row_id,
        lapp_person_id as lcs_person_id,
        lapp_previous_permanence_order_date as order_date_text,
        lapp_previous_permanence_option as previous_permanence_code,
        lapp_previous_permanence_la as previous_permanence_authority_code
    from source

)

select * from final
