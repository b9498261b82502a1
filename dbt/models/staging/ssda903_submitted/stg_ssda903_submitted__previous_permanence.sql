-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('ssda903_submitted', 'submitted_prevperm') }}
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
        prev_perm as previous_permanence_code,
        la_perm as permanence_authority_code,
        date_perm as permanence_order_date_text
    from source

)

select * from final
