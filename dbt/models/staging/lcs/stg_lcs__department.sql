-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_department') }}
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
        dept_team_id as team_id,
        dept_team_name as team_name,
        dept_team_parent_id as team_parent_id,
        dept_team_parent_name as team_parent_name
    from source

)

select * from final
