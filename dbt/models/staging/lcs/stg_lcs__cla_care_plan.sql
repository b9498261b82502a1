-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_cla_care_plan') }}
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
        lacp_table_id as cla_care_plan_row_id,
        lacp_person_id as lcs_person_id,
        lacp_cla_care_plan_start_date as care_plan_start_date,
        lacp_cla_care_plan_end_date as care_plan_end_date,
        lacp_cla_care_plan_json as care_plan_json
    from source

)

select * from final
