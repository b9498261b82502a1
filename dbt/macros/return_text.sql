{# A date as the national returns write it. #}
{% macro return_date(date) -%}
    strftime({{ date }}, '%d/%m/%Y')
{%- endmacro %}

{# What every module of the return has a model of, one under the other: `int_return__<module>_<kind>`. #}
{% macro of_every_module(kind, columns) -%}
    {%- set modules = [
        "Header", "Episodes", "UASC", "Reviews", "OC2", "OC3", "AD1", "PlacedAdoption", "PrevPerm", "Missing",
        "SWEpisodes", "DoLo",
    ] -%}
    {%- for module in modules -%}
        {%- if not loop.first %}
    union all
        {% endif -%}
    select
        local_authority_code,
        collection_year,
        '{{ module }}' as module,
        {{ columns | join(",\n        ") }}
    from {{ ref("int_return__" ~ module | lower ~ "_" ~ kind) }}
    {%- endfor -%}
{%- endmacro %}
