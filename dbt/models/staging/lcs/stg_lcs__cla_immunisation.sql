-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_cla_immunisations') }}
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
        clai_person_id as lcs_person_id,
        clai_immunisations_status as is_immunised,
        clai_immunisations_status_date as immunisations_status_date
    from source

)

select * from final
