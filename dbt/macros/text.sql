{# Thin wrappers over functions whose names differ between engines, so that models stay portable. #}
{% macro has_unreadable(fields) -%}
    ({% for field in fields %}list_contains(unreadable_fields, '{{ field }}'){% if not loop.last %} or {% endif %}{% endfor %})
{%- endmacro %}

{% macro add_years(date, years) -%}
    cast({{ dbt.dateadd("year", years, date) }} as date)
{%- endmacro %}

{% macro add_months(date, months) -%}
    cast({{ dbt.dateadd("month", months, date) }} as date)
{%- endmacro %}
