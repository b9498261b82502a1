-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_voice_of_child') }}
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
        voch_table_id as voice_of_child_row_id,
        voch_person_id as lcs_person_id,
        voch_explained_worries as has_explained_worries,
        voch_story_help_understand as is_helped_by_story,
        voch_agree_worker as is_agreed_with_worker,
        voch_plan_safe as is_made_safe_by_plan,
        voch_tablet_help_explain as is_helped_by_tablet
    from source

)

select * from final
