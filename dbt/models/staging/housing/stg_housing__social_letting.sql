-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('housing', 'core_lettings') }}
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
        letting_reference,
        form_year,
        tenancycode as tenancy_reference,
        startdate as tenancy_start_date,
        needstype as needstype_code,
        renewal as renewal_code,
        tenancy as tenancy_code,
        age1 as lead_tenant_age_years,
        hhmemb as household_size,
        ecstat1 as economic_status_code,
        preg_occ as pregnancy_code,
        illness as illness_code,
        illness_type,
        waityear as time_on_register_code,
        reason as reason_code,
        prevten as previous_tenure_code,
        homeless as homeless_code,
        reasonpref as reasonable_preference_code,
        reasonable_preference_reason,
        letting_allocation,
        earnings as net_income_amount,
        hb as housing_benefit_code,
        benefits as benefits_code,
        tshortfall as rent_shortfall_amount,
        primary_client_group as primary_client_group_code,
        support_type as support_type_code,
        intended_stay as intended_stay_code
    from source

)

select * from final
