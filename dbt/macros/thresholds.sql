{# Generated from the catalogue (parameters.csv): `wreath catalogue write` makes it again. #}

{# Fewest people that a number may stand for, other than nought. A council's own greater number hides more when the
   copy without persons is made. #}
{% macro fewest_people_shown() -%}
    6
{%- endmacro %}

{# Whether a number is of a few people: it may not be shown, nor be left over. Nought may. #}
{% macro is_few(number) -%}
    coalesce({{ number }} between 1 and 5, false)
{%- endmacro %}
