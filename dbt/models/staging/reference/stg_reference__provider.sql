-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('reference', 'providers') }}
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
        urn as provider_urn,
        place_codes as placement_type_codes,
        provider_codes as placement_provider_codes,
        postcode,
        reg_end as registration_end_date,
        la_code_inferred as inferred_authority_code
    from source

)

select * from final
