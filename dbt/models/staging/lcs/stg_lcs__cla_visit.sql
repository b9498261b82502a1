-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_cla_visits') }}
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
        clav_cla_visit_id as cla_visit_id,
        clav_cla_id as cla_id,
        clav_person_id as lcs_person_id,
        clav_cla_visit_date as visit_date,
        clav_cla_visit_seen as is_seen,
        clav_cla_visit_seen_alone as is_seen_alone
    from source

)

select * from final
