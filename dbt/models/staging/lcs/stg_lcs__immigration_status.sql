-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_immigration_status') }}
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
        immi_person_id as lcs_person_id,
        immi_immigration_status_id as immigration_status_id,
        immi_immigration_status as immigration_status_code,
        immi_immigration_status_start_date as status_start_date,
        immi_immigration_status_end_date as status_end_date
    from source

)

select * from final
