{# A date of which parts may be unknown, turned to day, month and year as the return writes them, zz for a part that is
   not known: from the same order, from year first, or from a month or a year alone. What is none of these stays. #}
{% macro day_first(text) -%}
    {%- set day = "([0-9]{1,2}|zz)" -%}
    regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(
                            regexp_replace(lower(trim({{ text }})), '[t ][0-9:.]+z?$', ''),
                            '^([0-9]{4})-{{ day }}-{{ day }}$', '\3/\2/\1'
                        ),
                        '^([0-9]{4})-{{ day }}$', 'zz/\2/\1'
                    ),
                    '^{{ day }}/([0-9]{4})$', 'zz/\1/\2'
                ),
                '^([0-9]{4})$', 'zz/zz/\1'
            ),
            '\b([0-9])/', '0\1/', 'g'
        )
{%- endmacro %}

{# That date if the return allows it and the calendar has it: the day, the day and the month, or all may be unknown. #}
{% macro allowed_partial_date(date) -%}
    case
            when {{ date }} = 'zz/zz/zzzz' then {{ date }}
            when
                regexp_full_match({{ date }}, '([0-9]{2}/[0-9]{2}|zz/[0-9]{2}|zz/zz)/[12][0-9]{3}')
                and try_strptime(replace({{ date }}, 'zz', '01'), '%d/%m/%Y') is not null
                then {{ date }}
        end
{%- endmacro %}
