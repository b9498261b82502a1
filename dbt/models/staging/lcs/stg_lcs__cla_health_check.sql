-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_cla_health') }}
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
        clah_health_check_id as health_check_id,
        clah_person_id as lcs_person_id,
        clah_health_check_type as health_check_type_code,
        clah_health_check_date as health_check_date,
        clah_health_check_status as health_check_status_code
    from source

)

select * from final
