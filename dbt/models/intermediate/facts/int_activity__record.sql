with care_leavers as (select * from {{ ref('stg_lcs__care_leaver') }}),

contacts as (select * from {{ ref('stg_lcs__care_leaver_contact') }}),

-- What an extract repeats from the one before is no new record.
ccis_activities as (
    select *
    from {{ ref('stg_ccis__current_activity_history') }}
    qualify
        row_number() over (
            partition by local_authority_code, record_key, row_hash
            order by is_current desc, extract_date asc, load_id asc
        ) = 1
),

homelessness_cases as (select * from {{ ref('stg_housing__homelessness_case') }}),

from_care_leavers as (
    select
        {{ provenance('lcs', 'ssd_care_leavers', 'clea_care_leaver_activity', 'ssd_person', 'lcs_person_id') }},
        coalesce(latest_contact_date, extract_date) as activity_date,
        cast(null as date) as activity_start_date,
        latest_contact_date as activity_confirmed_date,
        'ACTIV' as code_set,
        activity_code as source_code,
        true as is_current
    from care_leavers
),

from_contacts as (
    select
        {{ provenance('lcs', 'lcs_care_leaver_contacts', 'activity', 'ssd_person', 'lcs_person_id') }},
        contact_date as activity_date,
        cast(null as date) as activity_start_date,
        contact_date as activity_confirmed_date,
        'ACTIV' as code_set,
        activity_code as source_code,
        true as is_current
    from contacts
),

from_ccis as (
    select
        {{ provenance('ccis', 'current_activity', 'current_activity_code', 'young_person', 'ccis_client_id') }},
        coalesce(activity_verified_date, activity_start_date, extract_date) as activity_date,
        activity_start_date,
        activity_verified_date as activity_confirmed_date,
        'CCIS_ACTIVITY' as code_set,
        activity_code as source_code,
        is_current
    from ccis_activities
),

from_homelessness_cases as (
    select
        {{ provenance('housing', 'hclic_cases', 'employment_status', 'hclic_people', "case_reference || '|1'") }},
        assessment_date as activity_date,
        cast(null as date) as activity_start_date,
        assessment_date as activity_confirmed_date,
        'HCLIC_EMPLOYMENT_STATUS' as code_set,
        employment_status_code as source_code,
        true as is_current
    from homelessness_cases
),

final as (
    select * from from_care_leavers
    union all
    select * from from_contacts
    union all
    select * from from_ccis
    union all
    select * from from_homelessness_cases
)

select * from final
