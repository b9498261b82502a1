-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_sdq_scores') }}
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
        csdq_table_id as sdq_score_row_id,
        csdq_person_id as lcs_person_id,
        csdq_sdq_completed_date as completed_date,
        csdq_sdq_reason as sdq_reason_code,
        csdq_sdq_score as sdq_score
    from source

)

select * from final
