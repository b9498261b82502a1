-- A concept that the catalogue gives a field may be on record of nobody, but is not recorded by nobody. The family
-- table says who is family, not whether contact is as wished, so the kind of the concept decides as well as the claim.
with person_concepts as (

    select * from {{ ref('fct_person_concept') }}

),

concepts as (

    select * from {{ source('catalogue', 'concepts') }}

),

claims as (

    select * from {{ source('catalogue', 'field_concepts') }}

),

claimed as (

    select concept_id
    from claims
    group by concept_id

),

final as (

    select
        concepts.concept_id,
        count(*) as row_count
    from person_concepts
    inner join concepts on person_concepts.concept_id = concepts.concept_id
    left join claimed on concepts.concept_id = claimed.concept_id
    where
        (person_concepts.state = 'nobody_records')
        <> (concepts.kind = 'gap' or claimed.concept_id is null)
    group by concepts.concept_id

)

select * from final
