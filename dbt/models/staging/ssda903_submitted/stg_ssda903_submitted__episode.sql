-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('ssda903_submitted', 'submitted_episodes') }}
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
        collection_year,
        child as child_id,
        decom as episode_start_date,
        rne as start_reason_code,
        ls as legal_status_code,
        cin as primary_need_code,
        place as placement_type_code,
        place_provider as placement_provider_code,
        dec as episode_end_date,
        rec as end_reason_code,
        reason_place_change as placement_change_reason_code,
        home_post as home_postcode,
        pl_post as placement_postcode,
        urn as provider_urn
    from source

)

select * from final
