-- Nobody counts towards a measure of something while the domain says that it is on record not to be so.
{%- set pairs = [
    ('wellbeing', 'has_mental_health_need', 'C46'),
    ('risk', 'has_known_exploitation', 'C68')
] %}
with person_concepts as (

    select * from {{ ref('fct_person_concept') }}

),

counted as (
{% for domain, indicator_id, concept_id in pairs %}
    select
        local_authority_code,
        person_id,
        '{{ concept_id }}' as concept_id
    from {{ ref('ind_' ~ domain) }}
    where {{ indicator_id }}
    qualify period_end_date = max(period_end_date) over (partition by local_authority_code)
    {%- if not loop.last %}
    union all
    {%- endif %}
{%- endfor %}

),

final as (

    select person_concepts.*
    from person_concepts
    inner join counted
        on
            person_concepts.local_authority_code = counted.local_authority_code
            and person_concepts.person_id = counted.person_id
            and person_concepts.concept_id = counted.concept_id
    where person_concepts.state = 'recorded' and person_concepts.value = 'false'

)

select * from final
