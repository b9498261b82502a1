-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('ssda903_submitted', 'submitted_oc2') }}
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
        dob as birth_date,
        sdq_score,
        sdq_reason as sdq_reason_code,
        convicted as convicted_code,
        health_check as health_check_code,
        immunisations as immunisations_code,
        teeth_check as teeth_check_code,
        health_assessment as health_assessment_code,
        substance_misuse as substance_misuse_code,
        intervention_received as intervention_received_code,
        intervention_offered as intervention_offered_code
    from source

)

select * from final
