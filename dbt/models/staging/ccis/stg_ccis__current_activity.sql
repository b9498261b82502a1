-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('ccis', 'current_activity') }}
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
        current_activity_code as activity_code,
        current_activity_start_date as activity_start_date,
        current_activity_verification_date as activity_verified_date,
        activity_review_date,
        expected_course_end_date,
        establishment_or_employer,
        guarantee_status as guarantee_status_code,
        neet_start_date
    from source

)

select * from final
