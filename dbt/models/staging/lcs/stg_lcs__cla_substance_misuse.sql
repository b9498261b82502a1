-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_cla_substance_misuse') }}
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
        clas_substance_misuse_id as substance_misuse_id,
        clas_person_id as lcs_person_id,
        clas_substance_misuse_date as substance_misuse_date,
        clas_substance_misused as has_substance_misuse,
        clas_intervention_received as has_received_intervention
    from source

)

select * from final
