-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_care_leavers') }}
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
        clea_table_id as care_leaver_row_id,
        clea_person_id as lcs_person_id,
        clea_care_leaver_eligibility as eligibility_code,
        clea_care_leaver_in_touch as in_touch_code,
        clea_care_leaver_latest_contact as latest_contact_date,
        clea_care_leaver_accommodation as accommodation_code,
        clea_care_leaver_accom_suitable as suitability_code,
        clea_care_leaver_activity as activity_code,
        clea_pathway_plan_review_date as pathway_plan_review_date,
        clea_care_leaver_personal_advisor as personal_adviser_id,
        clea_care_leaver_allocated_team as team_id,
        clea_care_leaver_worker_id as worker_id
    from source

)

select * from final
