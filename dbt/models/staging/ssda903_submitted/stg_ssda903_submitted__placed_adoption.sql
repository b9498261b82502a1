-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('ssda903_submitted', 'submitted_placedadoption') }}
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
        date_placed as decision_date,
        date_placed_ceased as decision_reversed_date,
        reason_placed_ceased as decision_reversed_reason_code
    from source

)

select * from final
