-- The record and the rule behind each item of OC2, and what is missing of it.
{%- set subjects = [
    'int_return__oc2_questionnaire',
    'int_return__oc2_conviction',
    'int_return__oc2_health_check',
    'int_return__oc2_immunisation',
    'int_return__oc2_substance_misuse',
    'int_return__oc2_intervention_offer',
] %}
with final as (
    {%- for subject in subjects %}
    {%- if not loop.first %}
    union all
    {%- endif %}
    select
        local_authority_code,
        collection_year,
        person_id,
        item,
        source_dataset,
        load_id,
        row_number,
        rule,
        incomplete_reason
    from {{ ref(subject) }}
    {%- endfor %}
)

select * from final
