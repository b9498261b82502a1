-- CCIS sends what a young person does now, so what they did before is only in the earlier extracts.
with source as (select * from {{ source('ccis', 'current_activity') }}),

final as (
    select
        local_authority_code,
        load_id,
        row_number,
        extract_date,
        record_key,
        row_hash,
        unreadable_fields,
        is_current,
        client_id as ccis_client_id,
        current_activity_code as activity_code,
        current_activity_start_date as activity_start_date,
        current_activity_verification_date as activity_verified_date
    from source
)

select * from final
