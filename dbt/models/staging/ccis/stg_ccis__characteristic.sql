-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('ccis', 'individual_characteristic') }}
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
        client_id as ccis_client_id,
        nccis_care_leaver as is_care_leaver,
        nccis_looked_after_in_care as is_looked_after,
        nccis_refugee_asylum_seeker as is_asylum_seeker,
        nccis_carer_not_own_child as is_carer,
        nccis_caring_for_own_child as is_caring_for_own_child,
        nccis_parent as is_parent,
        nccis_pregnancy as is_pregnant,
        nccis_teenage_mother as is_teenage_mother,
        nccis_supervised_by_yots as is_supervised_by_youth_justice,
        nccis_substance_misuse as has_substance_misuse,
        nccis_alternative_provision as was_in_alternative_provision
    from source

)

select * from final
