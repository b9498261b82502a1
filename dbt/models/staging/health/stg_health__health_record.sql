-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('health', 'cla_health') }}
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
        nhs_number,
        forename,
        surname,
        date_of_birth as birth_date,
        health_assessment_date,
        dental_check_date,
        immunisations_up_to_date as is_immunised,
        health_passport_given_date,
        gp_registered as is_registered_with_gp,
        dentist_registered as is_registered_with_dentist
    from source

)

select * from final
