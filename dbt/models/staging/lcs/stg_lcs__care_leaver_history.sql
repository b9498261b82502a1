-- The case system keeps one row a care leaver and no history, so earlier plan dates are only in the earlier extracts.
with source as (select * from {{ source('lcs', 'ssd_care_leavers') }}),

final as (
    select
        local_authority_code,
        load_id,
        row_number,
        extract_date,
        record_key,
        unreadable_fields,
        is_current,
        clea_person_id as lcs_person_id,
        clea_pathway_plan_review_date as pathway_plan_review_date
    from source
)

select * from final
