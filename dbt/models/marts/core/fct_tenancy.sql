with tenancies as (select * from {{ ref('stg_housing__tenancy') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('housing', 'tenancies', 'tenancy_start_date', 'tenancies', 'tenancy_reference') }},
        tenancy_reference,
        tenancy_start_date,
        tenancy_end_date,
        notice_served_date,
        rent_arrears_amount,
        {{ has_unreadable(['rent_arrears']) }} as is_rent_arrears_unreadable,
        has_antisocial_behaviour_case,
        extract_date
    from tenancies
),

final as (
    select
        {{ fact_key() }},
        records.tenancy_reference,
        records.tenancy_start_date,
        records.tenancy_end_date,
        records.notice_served_date,
        records.rent_arrears_amount,
        records.is_rent_arrears_unreadable,
        records.rent_arrears_amount > 0 as is_in_arrears,
        records.has_antisocial_behaviour_case,
        records.extract_date
    from records
    {{ join_person_and_field() }}
)

select * from final
