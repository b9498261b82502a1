-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_involvements') }}
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
        invo_involvements_id as involvement_id,
        invo_professional_id as professional_id,
        invo_professional_role_id as professional_role_code,
        invo_professional_team as team_id,
        invo_involvement_start_date as involvement_start_date,
        invo_involvement_end_date as involvement_end_date,
        invo_worker_change_reason as worker_change_reason_code,
        invo_person_id as lcs_person_id,
        invo_referral_id as referral_id
    from source

)

select * from final
