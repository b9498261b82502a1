-- The catalogue says of whom a concept is asked; the tables of the domains know it too, of everybody without a record.
with fills as (

    select * from {{ ref('int_map__fill') }}

),

person_concepts as (

    select * from {{ ref('fct_person_concept') }}

),

remits as (

    select * from {{ ref('int_map__remit') }}

),

final as (

    select
        fills.local_authority_code,
        fills.person_id,
        fills.concept_id
    from fills
    inner join person_concepts
        on
            fills.local_authority_code = person_concepts.local_authority_code
            and fills.person_id = person_concepts.person_id
            and fills.concept_id = person_concepts.concept_id
    left join remits on fills.concept_id = remits.concept_id
    where
        (person_concepts.state = 'out_of_scope' and fills.state <> 'out_of_scope')
        or (person_concepts.state = 'not_recorded' and fills.state = 'out_of_scope' and remits.concept_id is null)

)

select * from final
