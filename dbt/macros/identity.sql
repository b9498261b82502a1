{# What two systems must write alike to mean the same name: letters only, without accents, in lower case. #}
{% macro name_key(name) -%}
    nullif(regexp_replace(lower(strip_accents({{ name }})), '[^a-z]', '', 'g'), '')
{%- endmacro %}

{# A postcode as written anywhere: upper case, without spaces. #}
{% macro postcode_key(postcode) -%}
    nullif(regexp_replace(upper({{ postcode }}), '[^A-Z0-9]', '', 'g'), '')
{%- endmacro %}

{# Ten digits or nothing: anything else is no NHS number. #}
{% macro nhs_number_key(nhs_number) -%}
    nullif(regexp_extract(regexp_replace({{ nhs_number }}, '[^0-9]', '', 'g'), '^[0-9]{10}$'), '')
{%- endmacro %}

{# Thirteen characters, the first a letter, or nothing: codes such as UN1 stand for a number that is not known. #}
{% macro upn_key(upn) -%}
    nullif(regexp_extract(upper(trim({{ upn }})), '^[A-Z][0-9]{11}[0-9A-Z]$'), '')
{%- endmacro %}

{# Dates that systems fill in when the day is not known. #}
{% macro is_default_birth_date(birth_date) -%}
    (extract(month from {{ birth_date }}) = 1 and extract(day from {{ birth_date }}) = 1)
{%- endmacro %}
