with tenancy as (select * from {{ ref('fct_tenancy') }}),

register_application as (select * from {{ ref('fct_register_application') }}),

final as (
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        is_unreadable,
        perspective,
        coalesce(tenancy_end_date, notice_served_date, extract_date) as tenure_date,
        case
            when tenancy_end_date is not null then 'TENANCY_ENDED'
            when notice_served_date is not null then 'NOTICE_SERVED'
            when tenancy_start_date is not null then 'TENANT'
        end as tenure
    from tenancy
    union all
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        is_unreadable,
        perspective,
        coalesce(application_date, extract_date) as tenure_date,
        'REGISTER_BAND_' || band_code as tenure
    from register_application
)

select * from final
