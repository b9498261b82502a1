-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_cla_episodes') }}
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
        clae_cla_episode_id as episode_id,
        clae_person_id as lcs_person_id,
        clae_cla_episode_start_date as episode_start_date,
        clae_cla_episode_start_reason as episode_start_reason_code,
        clae_cla_primary_need_code as primary_need_code,
        clae_cla_episode_ceased_date as episode_end_date,
        clae_cla_episode_ceased_reason as episode_end_reason_code,
        clae_cla_id as cla_id,
        clae_referral_id as referral_id,
        clae_cla_placement_id as placement_id,
        clae_entered_care_date as entered_care_date,
        clae_cla_last_iro_contact_date as last_iro_contact_date
    from source

)

select * from final
