{# Legal statuses of a series of short breaks (SSDA903, code set LS). #}
{% macro is_short_break_status(legal_status) -%}
    coalesce({{ legal_status }} in ('V3', 'V4'), false)
{%- endmacro %}

{# Measures of a wide table, one row a measure and group of people: true or a score counts in the numerator, false in
   the denominator only, empty in neither. `groups` holds the expressions that tell a row's groups. #}
{% macro count_measures(model, measures, groups=["'all'"]) -%}
    {%- for measure in measures -%}
        {%- set outer_loop = loop -%}
        {%- for group in groups %}
    select
        local_authority_code,
        collection_year,
        '{{ measure }}' as measure,
        {{ group }} as age_group,
        cast(sum(cast({{ measure }} as integer)) as bigint) as numerator,
        count({{ measure }}) as denominator
    from {{ model }}
    where {{ measure }} is not null and {{ group }} is not null
    group by local_authority_code, collection_year, {{ group }}
            {%- if not (loop.last and outer_loop.last) %}
    union all
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}

{# The measures that the wide tables have a column for, from their properties. #}
{% macro measure_columns() -%}
    {%- set found = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == "model" and node.name.startswith("int_return__measured_") -%}
            {%- for column in node.columns.values() if column.config.meta.get("measure") -%}
                {%- do found.append(column.name) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    select cast(null as varchar) as measure
    where false
    {%- for measure in found %}
    union all
    select '{{ measure }}' as measure
    {%- endfor -%}
{%- endmacro %}
