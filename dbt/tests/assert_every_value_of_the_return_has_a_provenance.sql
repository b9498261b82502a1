-- Each item of each line of the return stands in the provenance with the value that the return gives, and a value that
-- a record gives names the row of the load it was read from.
{% set modules = {
    'Header': ['CHILD', 'SEX', 'DOB', 'ETHNIC', 'UPN', 'MOTHER', 'MC_DOB'],
    'Episodes': [
        'CHILD', 'DECOM', 'RNE', 'LS', 'CIN', 'PLACE', 'PLACE_PROVIDER', 'DEC', 'REC', 'REASON_PLACE_CHANGE',
        'HOME_POST', 'PL_POST', 'URN'
    ],
    'OC3': ['CHILD', 'DOB', 'IN_TOUCH', 'ACTIV', 'ACCOM'],
} %}
with returned as (
    {%- for module, items in modules.items() %}
    {%- set outer_loop = loop %}
    {%- for item in items %}
    {%- if not (outer_loop.first and loop.first) %}
    union all
    {%- endif %}
    select
        local_authority_code,
        collection_year,
        '{{ module }}' as module,
        "CHILD" as child_id,
        {% if module == 'Episodes' %}cast("DECOM" as varchar){% else %}''{% endif %} as line,
        '{{ item }}' as item,
        {% if item in ['DOB', 'DECOM', 'DEC', 'MC_DOB'] -%}
            {{ return_date('"' ~ item ~ '"') }}
        {%- else -%}
            cast("{{ item }}" as varchar)
        {%- endif %} as value
    from {{ ref('ssda903__' ~ module | lower) }}
    {%- endfor %}
    {%- endfor %}
),

traced as (
    select
        *,
        "CHILD" as child_id
    from {{ ref('ssda903__provenance') }}
)

select
    coalesce(returned.local_authority_code, traced.local_authority_code) as local_authority_code,
    coalesce(returned.collection_year, traced.collection_year) as collection_year,
    coalesce(returned.module, traced.module) as module,
    coalesce(returned.child_id, traced.child_id) as child_id,
    coalesce(returned.line, traced.line) as line,
    coalesce(returned.item, traced.item) as item,
    returned.value,
    traced.value as traced_value,
    traced.load_id,
    traced.rule
from returned
full outer join traced
    on
        returned.local_authority_code = traced.local_authority_code
        and returned.collection_year = traced.collection_year
        and returned.module = traced.module
        and returned.child_id = traced.child_id
        and returned.line = traced.line
        and returned.item = traced.item
where
    returned.item is null
    or traced.item is null
    or returned.value is distinct from traced.value
    or (traced.value is not null and traced.load_id is null)
    or (traced.load_id is not null and (traced.row_number is null or traced.source_dataset is null))
