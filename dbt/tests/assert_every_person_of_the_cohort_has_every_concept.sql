-- A concept nobody records is a row too: a gap is shown, never left out.
with cohort as (

    select * from {{ ref('int_domain__cohort') }}

),

concepts as (

    select * from {{ source('catalogue', 'concepts') }}

),

person_concepts as (

    select * from {{ ref('fct_person_concept') }}

),

final as (

    select
        cohort.local_authority_code,
        cohort.person_id,
        concepts.concept_id
    from cohort
    cross join concepts
    left join person_concepts
        on
            cohort.local_authority_code = person_concepts.local_authority_code
            and cohort.person_id = person_concepts.person_id
            and concepts.concept_id = person_concepts.concept_id
    where person_concepts.person_id is null

)

select * from final
