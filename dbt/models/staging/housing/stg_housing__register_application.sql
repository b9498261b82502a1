-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('housing', 'housing_register') }}
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
        register_reference,
        band as band_code,
        care_leaver_priority as has_care_leaver_priority,
        application_date,
        local_connection as has_local_connection,
        full_name,
        date_of_birth as birth_date,
        postcode
    from source

)

select * from final
