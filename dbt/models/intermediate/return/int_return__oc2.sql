{%- set items = {
    'sdq_score': 'int_return__oc2_questionnaire',
    'sdq_reason': 'int_return__oc2_questionnaire',
    'convicted': 'int_return__oc2_conviction',
    'health_check': 'int_return__oc2_health_check',
    'immunisations': 'int_return__oc2_immunisation',
    'teeth_check': 'int_return__oc2_health_check',
    'health_assessment': 'int_return__oc2_health_check',
    'substance_misuse': 'int_return__oc2_substance_misuse',
    'intervention_received': 'int_return__oc2_substance_misuse',
    'intervention_offered': 'int_return__oc2_intervention_offer',
} -%}
with child as (
    select * from {{ ref('int_return__oc2_child') }}
),
{% for item, subject in items.items() %}
{{ item }} as (
    select * from {{ ref(subject) }}
    where item = '{{ item | upper }}'
),
{% endfor %}
final as (
    select
        child.local_authority_code,
        child.collection_year,
        child.person_id,
        child.child_id,
        child.birth_date,
        '' as line,
        {%- for item in items %}
        {{ item }}.{{ item }}_item{{ "," if not loop.last }}
        {%- endfor %}
    from child
    {%- for item in items %}
    inner join {{ item }} on {{ same_child('child', item) }}
    {%- endfor %}
)

select * from final
