-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_person') }}
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
        pers_person_id as lcs_person_id,
        pers_forename as forename,
        pers_surname as surname,
        pers_sex as sex_code,
        pers_gender as gender_code,
        pers_ethnicity as ethnicity_code,
        pers_dob as birth_date,
        pers_common_child_id as nhs_number,
        pers_legacy_id as legacy_id,
        pers_upn_unknown as upn_unknown_code,
        pers_send_flag as has_send,
        pers_expected_dob as expected_birth_date,
        pers_death_date as death_date,
        pers_is_mother as is_mother,
        pers_nationality as nationality
    from source

)

select * from final
