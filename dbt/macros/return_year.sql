{# Whether a record belongs to a collection year of a module, by the year rule that the catalogue gives the module
   (seeds/returns/modules.csv), so that a council can change it there. `year` is the alias of int_return__module_year.
   Nothing after the last day that is known counts; a record without a start belongs to no year. #}
{% macro is_in_year(year, start_date, end_date=none) -%}
    coalesce(
                case {{ year }}.year_rule
                    when 'overlaps the year'
                        then
                            {{ start_date }} <= {{ year }}.known_to_date
                            and coalesce({{ end_date or start_date }}, {{ year }}.start_date) >= {{ year }}.start_date
                    when 'dated in the year'
                        then {{ start_date }} between {{ year }}.start_date and {{ year }}.known_to_date
                    else error('seeds/returns/modules.csv: a year rule that no SQL reads: ' || {{ year }}.year_rule)
                end, false
            )
{%- endmacro %}

{# A day that the year's return may tell: one after the last day that is known is not told in it. #}
{% macro told_in_year(year, date) -%}
    case when {{ date }} <= {{ year }}.known_to_date then {{ date }} end
{%- endmacro %}
