{# The ends of the Wilson score interval of a share at 95 per cent (E. B. Wilson, Probable inference, the law of
   succession, and statistical inference, Journal of the American Statistical Association 22, 1927); null of nobody. #}
{% macro wilson_low(numerator, denominator) -%}
    {{ wilson_end(numerator, denominator, "-") }}
{%- endmacro %}

{% macro wilson_high(numerator, denominator) -%}
    {{ wilson_end(numerator, denominator, "+") }}
{%- endmacro %}

{% macro wilson_end(numerator, denominator, sign) -%}
    {%- set z = 1.959963984540054 -%}
    {%- set z2 = z * z -%}
    case
            when {{ denominator }} > 0
                then greatest(0.0, least(1.0, (
                    {{ numerator }} + {{ z2 }} / 2
                    {{ sign }} {{ z }} * sqrt(
                        {{ numerator }} * ({{ denominator }} - {{ numerator }}) / cast({{ denominator }} as double)
                        + {{ z2 }} / 4
                    )
                ) / ({{ denominator }} + {{ z2 }})))
        end
{%- endmacro %}
