with people as (select * from {{ ref('stg_housing__homelessness_case_person') }}),

run_settings as (select * from {{ source('landing', 'run_settings') }}),

cases as (select * from {{ ref('stg_housing__homelessness_case') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('housing', 'hclic_cases', 'initial_assessment_outcome', 'hclic_people', 'case_reference') }},
        case_reference,
        assessment_date,
        initial_assessment_outcome_code,
        reason_for_loss_of_settled_home_code,
        case when {{ has_begun('ta_start_date') }} then ta_type_code end as ta_type_code,
        {{ known_date('ta_start_date') }} as ta_start_date,
        {{ known_date('ta_end_date') }} as ta_end_date,
        benefits_received,
        coalesce(main_duty_end_reason_code, relief_end_reason_code, prevention_end_reason_code) as duty_end_reason_code
    from cases
    cross join run_settings
),

household as (
    select
        people.local_authority_code,
        people.case_reference,
        people.household_composition_code,
        people.person_number = 1 as is_main_applicant,
        persons.person_id
    from people
    inner join persons
        on
            people.local_authority_code = persons.local_authority_code
            and persons.dataset = 'hclic_people'
            and people.record_key = persons.source_record_id
    qualify
        row_number() over (
            partition by people.local_authority_code, people.case_reference, persons.person_id
            order by people.person_number
        ) = 1
),

final as (
    select
        {{ fact_key(persons='household') }},
        records.case_reference,
        household.is_main_applicant,
        household.household_composition_code,
        records.assessment_date,
        records.initial_assessment_outcome_code,
        records.initial_assessment_outcome_code <> 'NO_DUTY' as is_duty_owed,
        records.duty_end_reason_code,
        records.reason_for_loss_of_settled_home_code,
        records.ta_type_code,
        records.ta_start_date,
        records.ta_end_date,
        records.benefits_received
    from records
    inner join household
        on
            records.local_authority_code = household.local_authority_code
            and records.case_reference = household.case_reference
    left join fields on records.dataset = fields.dataset and records.field = fields.field
)

select * from final
