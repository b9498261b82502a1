-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_s251_finance') }}
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
        s251_table_id as s251_finance_row_id,
        s251_cla_placement_id as cla_placement_id,
        s251_placeholder_1 as placeholder_1,
        s251_placeholder_2 as placeholder_2,
        s251_placeholder_3 as placeholder_3,
        s251_placeholder_4 as placeholder_4
    from source

)

select * from final
