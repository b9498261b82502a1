-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('housing', 'tenancies') }}
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
        tenancy_reference,
        rent_arrears as rent_arrears_amount,
        notice_served_date,
        tenancy_end_date,
        asb_flag as has_antisocial_behaviour_case,
        full_name,
        date_of_birth as birth_date,
        tenancy_start_date,
        address_postcode as postcode
    from source

)

select * from final
