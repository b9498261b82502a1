-- A concept that has a field may be on record of nobody, but is not recorded by nobody.
with person_concepts as (

    select * from {{ ref('fct_person_concept') }}

),

recording_fields as (

    select * from {{ ref('int_domain__recording_field') }}

),

fielded as (

    select concept_id
    from recording_fields
    group by concept_id

),

final as (

    select
        person_concepts.concept_id,
        count(*) as row_count
    from person_concepts
    left join fielded on person_concepts.concept_id = fielded.concept_id
    where (person_concepts.state = 'nobody_records') <> (fielded.concept_id is null)
    group by person_concepts.concept_id

)

select * from final
