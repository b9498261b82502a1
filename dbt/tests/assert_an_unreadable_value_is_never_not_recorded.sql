-- Somebody whose only evidence of an activity, a home or its suitability could not be read is unreadable there.
with cohort as (

    select * from {{ ref('int_domain__cohort') }}

),

person_concepts as (

    select * from {{ ref('fct_person_concept') }}

),

unreadable as (

    select
        'C01' as concept_id,
        local_authority_code,
        person_id,
        activity_date as evidence_date
    from {{ ref('fct_activity') }}
    where is_unreadable
    union all
    select
        'C16' as concept_id,
        local_authority_code,
        person_id,
        accommodation_date as evidence_date
    from {{ ref('fct_accommodation') }}
    where is_unreadable and accommodation_end_date is null
    union all
    select
        'C17' as concept_id,
        local_authority_code,
        person_id,
        suitability_date as evidence_date
    from {{ ref('fct_suitability') }}
    where is_unreadable

),

final as (

    select
        unreadable.concept_id,
        unreadable.local_authority_code,
        unreadable.person_id
    from unreadable
    inner join cohort
        on
            unreadable.local_authority_code = cohort.local_authority_code
            and unreadable.person_id = cohort.person_id
            and unreadable.evidence_date <= cohort.as_at
    inner join person_concepts
        on
            unreadable.concept_id = person_concepts.concept_id
            and unreadable.local_authority_code = person_concepts.local_authority_code
            and unreadable.person_id = person_concepts.person_id
    where person_concepts.state not in ('recorded', 'unreadable')

)

select * from final
