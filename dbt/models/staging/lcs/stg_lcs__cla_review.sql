-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_cla_reviews') }}
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
        clar_cla_review_id as cla_review_id,
        clar_cla_id as cla_id,
        clar_cla_review_due_date as review_due_date,
        clar_cla_review_date as review_date,
        clar_cla_review_cancelled as is_cancelled,
        clar_cla_review_participation as review_participation_code
    from source

)

select * from final
