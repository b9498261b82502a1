with case_person as (
    select * from {{ ref('stg_housing__homelessness_case_person') }}
),

register_application as (
    select * from {{ ref('stg_housing__register_application') }}
),

tenancy as (
    select * from {{ ref('stg_housing__tenancy') }}
),

final as (
    select
        local_authority_code,
        'hclic_people' as dataset,
        record_key as source_record_id,
        full_name,
        birth_date,
        postcode,
        load_id,
        row_number
    from case_person
    union all
    select
        local_authority_code,
        'housing_register' as dataset,
        register_reference as source_record_id,
        full_name,
        birth_date,
        postcode,
        load_id,
        row_number
    from register_application
    union all
    select
        local_authority_code,
        'tenancies' as dataset,
        tenancy_reference as source_record_id,
        full_name,
        birth_date,
        postcode,
        load_id,
        row_number
    from tenancy
)

select * from final
