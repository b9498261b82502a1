-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('ssda903_submitted', 'submitted_uasc') }}
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
        sex as sex_code,
        dob as birth_date,
        duc as uasc_end_date
    from source

)

select * from final
