{# The ends of the Wilson score interval of a share, at 95 per cent unless told to be at 99 (E. B. Wilson, Probable inference, the law of
   succession, and statistical inference, Journal of the American Statistical Association 22, 1927); null of nobody. #}
{% macro wilson_low(numerator, denominator, per_cent=95) -%}
    {{ wilson_end(numerator, denominator, "-", per_cent) }}
{%- endmacro %}

{% macro wilson_high(numerator, denominator, per_cent=95) -%}
    {{ wilson_end(numerator, denominator, "+", per_cent) }}
{%- endmacro %}

{% macro wilson_end(numerator, denominator, sign, per_cent) -%}
    {%- set z = {95: 1.959963984540054, 99: 2.575829303548901}[per_cent] -%}
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
