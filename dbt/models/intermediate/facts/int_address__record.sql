with addresses as (select * from {{ ref('stg_lcs__address') }}),

run_settings as (select * from {{ source('landing', 'run_settings') }}),

placements as (select * from {{ ref('stg_lcs__cla_placement') }}),

ccis_people as (select * from {{ ref('stg_ccis__young_person') }}),

case_people as (select * from {{ ref('stg_housing__homelessness_case_person') }}),

applications as (select * from {{ ref('stg_housing__register_application') }}),

tenancies as (select * from {{ ref('stg_housing__tenancy') }}),

from_addresses as (
    select
        {{ provenance('lcs', 'ssd_address', 'addr_address_postcode', 'ssd_person', 'lcs_person_id') }},
        {{ last_held_date('address_end_date') }} as address_date,
        address_start_date,
        {{ known_date('address_end_date') }} as address_end_date,
        {{ has_unreadable(['addr_address_start_date']) }} as is_start_unreadable,
        postcode
    from addresses
    cross join run_settings
    where {{ has_begun('address_start_date') }}
),

from_placements as (
    select
        {{ provenance('lcs', 'ssd_cla_placement', 'clap_cla_placement_postcode', 'ssd_person', 'lcs_person_id') }},
        {{ last_held_date('placement_end_date') }} as address_date,
        placement_start_date as address_start_date,
        {{ known_date('placement_end_date') }} as address_end_date,
        {{ has_unreadable(['clap_cla_placement_start_date']) }} as is_start_unreadable,
        placement_postcode as postcode
    from placements
    cross join run_settings
    where {{ has_begun('placement_start_date') }}
),

from_ccis as (
    select
        {{ provenance('ccis', 'young_person', 'address_postcode', 'young_person', 'ccis_client_id') }},
        extract_date as address_date,
        cast(null as date) as address_start_date,
        cast(null as date) as address_end_date,
        false as is_start_unreadable,
        postcode
    from ccis_people
),

from_case_people as (
    select
        {{ provenance('housing', 'hclic_people', 'postcode', 'hclic_people', 'record_key') }},
        extract_date as address_date,
        cast(null as date) as address_start_date,
        cast(null as date) as address_end_date,
        false as is_start_unreadable,
        postcode
    from case_people
),

from_applications as (
    select
        {{ provenance('housing', 'housing_register', 'postcode', 'housing_register', 'register_reference') }},
        extract_date as address_date,
        application_date as address_start_date,
        cast(null as date) as address_end_date,
        false as is_start_unreadable,
        postcode
    from applications
),

from_tenancies as (
    select
        {{ provenance('housing', 'tenancies', 'address_postcode', 'tenancies', 'tenancy_reference') }},
        {{ last_held_date('tenancy_end_date') }} as address_date,
        tenancy_start_date as address_start_date,
        {{ known_date('tenancy_end_date') }} as address_end_date,
        false as is_start_unreadable,
        postcode
    from tenancies
    cross join run_settings
    where {{ has_begun('tenancy_start_date') }}
),

final as (
    select * from from_addresses
    union all
    select * from from_placements
    union all
    select * from from_ccis
    union all
    select * from from_case_people
    union all
    select * from from_applications
    union all
    select * from from_tenancies
)

select * from final
