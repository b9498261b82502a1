-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('ccis', 'young_person') }}
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
        client_id as ccis_client_id,
        upn,
        uln,
        given_name as forename,
        family_name as surname,
        date_of_birth as birth_date,
        gender as gender_code,
        la_code_at_year_11 as year_11_authority_code,
        transferred_to_la_code as transferred_to_authority_code,
        address,
        address_postcode as postcode,
        ethnic_code as ethnicity_code,
        lead_la_code as lead_authority_code,
        level_of_need as level_of_need_code,
        academic_age as academic_age_years,
        send_flag as has_ehc_plan,
        sen_support_flag as has_sen_support,
        nccis_acadyr as academic_year,
        nccis_monthno as return_month
    from source

)

select * from final
