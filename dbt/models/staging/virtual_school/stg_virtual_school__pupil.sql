-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('virtual_school', 'pupils') }}
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
        upn,
        forename,
        surname,
        date_of_birth as birth_date,
        pep_date,
        key_stage_4_result,
        key_stage_5_result,
        in_higher_education as is_in_higher_education,
        he_bursary_paid_date as bursary_paid_date
    from source

)

select * from final
