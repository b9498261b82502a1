-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_cla_placement') }}
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
        clap_cla_placement_id as placement_id,
        clap_cla_placement_start_date as placement_start_date,
        clap_cla_placement_type as placement_type_code,
        clap_cla_placement_urn as provider_urn,
        clap_cla_placement_distance as distance_miles,
        clap_cla_id as cla_id,
        clap_cla_placement_provider as placement_provider_code,
        clap_cla_placement_postcode as placement_postcode,
        clap_cla_placement_end_date as placement_end_date,
        clap_cla_placement_change_reason as placement_change_reason_code,
        clap_person_id as lcs_person_id
    from source

)

select * from final
