-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('ssda903_submitted', 'submitted_swepisodes') }}
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
        sw_id as social_worker_id,
        sw_decom as allocation_start_date,
        sw_dec as allocation_end_date,
        sw_reason as change_reason_code
    from source

)

select * from final
