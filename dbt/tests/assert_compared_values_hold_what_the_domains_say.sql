-- What the domains take for a person of a comparable concept is what one of the compared fields says.
with person_concepts as (
    select * from {{ ref('fct_person_concept') }}
    where state = 'recorded'
),

compared as (select * from {{ ref('int_map__value') }}),

comparisons as (
    select * from {{ source('catalogue', 'concept_comparisons') }}
    where is_comparable
),

final as (
    select
        person_concepts.local_authority_code,
        person_concepts.person_id,
        person_concepts.concept_id
    from person_concepts
    inner join comparisons on person_concepts.concept_id = comparisons.concept_id
    left join compared
        on
            person_concepts.local_authority_code = compared.local_authority_code
            and person_concepts.person_id = compared.person_id
            and person_concepts.concept_id = compared.concept_id
            and person_concepts.value = compared.value
    where compared.person_id is null
)

select * from final
