-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_cla_convictions') }}
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
        clac_cla_conviction_id as cla_conviction_id,
        clac_person_id as lcs_person_id,
        clac_cla_conviction_date as conviction_date,
        clac_cla_conviction_offence as conviction_offence
    from source

)

select * from final
