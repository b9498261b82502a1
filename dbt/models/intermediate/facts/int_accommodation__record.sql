with care_leavers as (select * from {{ ref('stg_lcs__care_leaver') }}),

run_settings as (select * from {{ source('landing', 'run_settings') }}),

contacts as (select * from {{ ref('stg_lcs__care_leaver_contact') }}),

placements as (select * from {{ ref('stg_lcs__cla_placement') }}),

homelessness_cases as (select * from {{ ref('stg_housing__homelessness_case') }}),

from_care_leavers as (
    select
        {{ provenance('lcs', 'ssd_care_leavers', 'clea_care_leaver_accommodation', 'ssd_person', 'lcs_person_id') }},
        coalesce(latest_contact_date, extract_date) as accommodation_date,
        cast(null as date) as accommodation_end_date,
        'ACCOM_LETTER' as code_set,
        accommodation_code as source_code
    from care_leavers
),

from_contacts as (
    select
        {{ provenance('lcs', 'lcs_care_leaver_contacts', 'accommodation', 'ssd_person', 'lcs_person_id') }},
        contact_date as accommodation_date,
        cast(null as date) as accommodation_end_date,
        'ACCOM_LETTER' as code_set,
        accommodation_code as source_code
    from contacts
),

from_placements as (
    select
        {{ provenance('lcs', 'ssd_cla_placement', 'clap_cla_placement_type', 'ssd_person', 'lcs_person_id') }},
        {{ last_held_date('placement_end_date') }} as accommodation_date,
        {{ known_date('placement_end_date') }} as accommodation_end_date,
        'PLACE' as code_set,
        placement_type_code as source_code
    from placements
    cross join run_settings
    where {{ has_begun('placement_start_date') }}
),

from_homelessness_cases as (
    select
        {{ provenance(
            'housing', 'hclic_cases', 'accommodation_at_application', 'hclic_people',
            "case_reference || '|1'"
        ) }},
        assessment_date as accommodation_date,
        cast(null as date) as accommodation_end_date,
        'HCLIC_ACCOMMODATION' as code_set,
        accommodation_at_application_code as source_code
    from homelessness_cases
),

final as (
    select * from from_care_leavers
    union all
    select * from from_contacts
    union all
    select * from from_placements
    union all
    select * from from_homelessness_cases
)

select * from final
