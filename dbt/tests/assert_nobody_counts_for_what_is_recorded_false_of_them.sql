-- Nobody counts towards a measure of something while the domain says that it is on record not to be so.
{%- set pairs = [
    ('wellbeing', 'has_mental_health_need', 'C46'),
    ('risk', 'has_known_exploitation', 'C68')
] %}
with person_concepts as (

    select * from {{ ref('fct_person_concept') }}

),

counted as (

    {{ stack_counted(pairs) }}

),

final as (

    select
        person_concepts.local_authority_code,
        person_concepts.person_id,
        person_concepts.concept_id
    from person_concepts
    inner join counted
        on
            person_concepts.local_authority_code = counted.local_authority_code
            and person_concepts.person_id = counted.person_id
            and person_concepts.concept_id = counted.concept_id
    where person_concepts.state = 'recorded' and person_concepts.value = 'false'

)

select * from final
