-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('reference', 'authorities') }}
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
        district_code,
        authority_name,
        upper_tier_code,
        dfe_code,
        region
    from source

)

select * from final
