-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_assessment_factors') }}
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
        cinf_table_id as assessment_factor_row_id,
        cinf_assessment_id as assessment_id,
        cinf_assessment_factors_json as factors
    from source

)

select * from final
