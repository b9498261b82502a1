with person_concepts as (
    select * from {{ ref('fct_person_concept') }}
    where state <> 'nobody_records'
),

cohort as (select * from {{ ref('int_domain__cohort') }}),

concepts as (select * from {{ source('catalogue', 'concepts') }}),

remits as (select * from {{ ref('int_map__remit') }}),

scoped as (
    select
        person_concepts.local_authority_code,
        person_concepts.person_id,
        person_concepts.concept_id,
        person_concepts.state as known_state,
        person_concepts.age_days,
        case concepts.asked_of
            when 'aged 10 or over' then cohort.is_aged_10_or_over
            when 'aged 16 or over' then cohort.is_aged_16_or_over
            when 'children in care' then cohort.is_looked_after
            when 'children in care from 4 to 16'
                then cohort.is_looked_after and coalesce(cohort.age_years between 4 and 16, true)
            when 'care leavers' then cohort.is_care_leaver
            when 'entitled to an adviser' then cohort.is_entitled_to_adviser
            when 'followed by CCIS' then cohort.is_in_ccis_scope
            else true
        end as is_asked,
        coalesce(cohort.age_years >= remits.covers_to_age, false) as is_past_remit,
        coalesce(cohort.age_years >= remits.covers_to_age_with_plan, false) as is_past_remit_with_plan,
        cohort.has_plan
    from person_concepts
    inner join cohort on {{ same_person('person_concepts', 'cohort') }}
    inner join concepts on person_concepts.concept_id = concepts.concept_id
    left join remits on person_concepts.concept_id = remits.concept_id
),

-- A value from before puts nobody into scope: else those outside it would count only where there is one.
judged as (
    select
        *,
        case
            when is_asked and not (case when has_plan then is_past_remit_with_plan else is_past_remit end)
                then known_state
            else 'out_of_scope'
        end as state
    from scoped
),

final as (
    select
        local_authority_code,
        person_id,
        concept_id,
        state,
        case when state = 'recorded' then age_days end as age_days,
        is_past_remit
    from judged
)

select * from final
