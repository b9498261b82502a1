with care_leavers as (select * from {{ ref('stg_lcs__care_leaver') }}),

contacts as (select * from {{ ref('stg_lcs__care_leaver_contact') }}),

record_history as (
    select * from {{ ref('int_landing__record_history') }}
    where dataset = 'current_activity'
),

-- What an extract repeats from the one before is no new record; what comes back after something else is one.
ccis_activities as (
    select
        activities.local_authority_code,
        activities.load_id,
        activities.row_number,
        activities.unreadable_fields,
        activities.is_current,
        activities.ccis_client_id,
        activities.activity_code,
        activities.activity_start_date,
        activities.activity_verified_date,
        record_history.last_seen_date
    from {{ ref('stg_ccis__current_activity_history') }} as activities
    inner join record_history
        on
            activities.local_authority_code = record_history.local_authority_code
            and activities.load_id = record_history.load_id
            and activities.row_number = record_history.row_number
    -- The row of a file that was sent again stands for the latest of its times.
    qualify
        row_number() over (
            partition by activities.local_authority_code, activities.load_id, activities.row_number
            order by record_history.valid_from_date desc
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
        coalesce(activity_verified_date, activity_start_date, last_seen_date) as activity_date,
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
