{# A date as the national returns write it. #}
{% macro return_date(date) -%}
    strftime({{ date }}, '%d/%m/%Y')
{%- endmacro %}

{# The modules of the return as one row an item: for each module its items, in the text that the provenance has. #}
{% macro returned_values(modules) -%}
    {%- set dates = ["DOB", "DECOM", "DEC", "MC_DOB"] -%}
    {%- set ns = namespace(is_first=true) -%}
    {%- for module, items in modules.items() -%}
        {%- for item in items -%}
            {%- if not ns.is_first %}
    union all
            {% endif -%}
            {%- set ns.is_first = false -%}
    select
        local_authority_code,
        collection_year,
        '{{ module }}' as module,
        "CHILD" as child_id,
        {% if module == "Episodes" %}cast("DECOM" as varchar){% else %}''{% endif %} as line,
        '{{ item }}' as item,
        {% if item in dates %}{{ return_date('"' ~ item ~ '"') }}{% else %}cast("{{ item }}" as varchar){% endif %} as value
    from {{ ref("ssda903__" ~ module | lower) }}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}
