-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_missing') }}
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
        miss_table_id as missing_episode_row_id,
        miss_person_id as lcs_person_id,
        miss_missing_episode_start_date as missing_start_date,
        miss_missing_episode_type as missing_type_code,
        miss_missing_episode_end_date as missing_end_date,
        miss_missing_rhi_offered as return_interview_offered_code,
        miss_missing_rhi_accepted as return_interview_accepted_code
    from source

)

select * from final
