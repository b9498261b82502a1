-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('housing', 'hclic_people') }}
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
        case_reference,
        person_number,
        person_name as full_name,
        date_of_birth as birth_date,
        age_of_applicant as applicant_age_years,
        household_composition as household_composition_code,
        postcode
    from source

)

select * from final
