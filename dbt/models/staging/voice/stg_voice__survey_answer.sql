-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('voice', 'survey_answers') }}
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
        answer_id,
        person_reference as lcs_person_id,
        date_of_birth as birth_date,
        survey,
        measure_id,
        answer,
        answered_date,
        outcome as outcome_code
    from source

)

select * from final
