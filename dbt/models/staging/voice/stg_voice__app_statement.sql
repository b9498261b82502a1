-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('voice', 'app_statements') }}
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
        statement_id,
        person_reference as lcs_person_id,
        statement_date,
        topic as topic_code,
        feeling as feeling_code,
        statement
    from source

)

select * from final
