{# How a claim of the catalogue stands beside what the SQL proves. #}
{% macro claim_state(is_claimed, is_proved) -%}
    case
            when {{ is_claimed }} and {{ is_proved }} then 'claimed and proved'
            when {{ is_claimed }} then 'claimed, not proved'
            else 'proved, not claimed'
        end
{%- endmacro %}
