{# A date as the national returns write it. #}
{% macro return_date(date) -%}
    strftime({{ date }}, '%d/%m/%Y')
{%- endmacro %}
