with tenancies as (select * from {{ ref('stg_housing__tenancy') }}),

run_settings as (select * from {{ source('landing', 'run_settings') }}),

lettings as (select * from {{ ref('stg_housing__social_letting') }}),

let_through_core as (
    select
        local_authority_code,
        tenancy_reference
    from lettings
    where tenancy_reference is not null
    group by local_authority_code, tenancy_reference
),

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
        {{ known_date('tenancy_end_date') }} as tenancy_end_date,
        {{ known_date('notice_served_date') }} as notice_served_date,
        rent_arrears_amount,
        {{ has_unreadable(['rent_arrears']) }} as is_rent_arrears_unreadable,
        has_antisocial_behaviour_case,
        extract_date
    from tenancies
    cross join run_settings
    where {{ has_begun('tenancy_start_date') }}
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
        records.extract_date,
        -- That a letting is in the log says something of the tenancy; what the log says of people stays there.
        let_through_core.tenancy_reference is not null as is_let_through_core
    from records
    {{ join_person_and_field() }}
    left join let_through_core
        on
            records.local_authority_code = let_through_core.local_authority_code
            and records.tenancy_reference = let_through_core.tenancy_reference
)

select * from final
