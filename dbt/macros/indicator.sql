{# One indicator of a wide indicator table as rows of the long one; people outside its denominator give no row. #}
{% macro indicator_rows(model, indicator_id) -%}
    select
        local_authority_code,
        period_end_date,
        person_id,
        '{{ indicator_id }}' as indicator_id,
        age_band,
        {{ indicator_id }} as is_met
    from {{ model }}
    where {{ indicator_id }} is not null
{%- endmacro %}

{# Whether a rate may not be shown: its count or what it leaves over is 1 to 5. Nought may be shown. #}
{% macro is_small(numerator, denominator) -%}
    ({{ numerator }} between 1 and 5 or {{ denominator }} - {{ numerator }} between 1 and 5)
{%- endmacro %}
