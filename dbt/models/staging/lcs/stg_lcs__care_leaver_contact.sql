-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'lcs_care_leaver_contacts') }}
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
        contact_id,
        person_id as lcs_person_id,
        contact_date,
        contact_kind as contact_kind_code,
        in_touch as in_touch_code,
        activity as activity_code,
        accommodation as accommodation_code,
        suitability as suitability_code,
        recorded_by as recorded_by_id,
        recorded_date,
        contact_note
    from source

)

select * from final
