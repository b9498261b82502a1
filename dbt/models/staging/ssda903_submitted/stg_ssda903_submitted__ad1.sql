-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('ssda903_submitted', 'submitted_ad1') }}
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
        collection_year,
        child as child_id,
        dob as birth_date,
        date_int as decision_date,
        date_match as matched_date,
        foster_care as foster_care_code,
        nb_adoptr as number_of_adopters_code,
        sex_adoptr as adopter_sex_code,
        ls_adoptr as adopter_legal_status_code
    from source

)

select * from final
