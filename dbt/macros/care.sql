{# Placement codes of the return that stand in for the placement a child goes back to: T0 all kinds but these, T1 for
   less than a week in hospital or on holiday, T2 hospital, T3 on holiday alone, T4 while the carer is away (SSDA903,
   code set PLACE). A move into or out of one is no change of placement that needs a reason. #}
{% macro is_temporary_placement(placement_type_code) -%}
    coalesce({{ placement_type_code }} in ('T0', 'T1', 'T2', 'T3', 'T4'), false)
{%- endmacro %}

{# Placement codes that replaced Z1 in 2025-26; the return wants no provider with them, as with temporary ones. #}
{% macro is_placement_without_provider(placement_type_code) -%}
    ({{ is_temporary_placement(placement_type_code) }}
            or coalesce({{ placement_type_code }} in ('Z11', 'Z12', 'Z13', 'Z14'), false))
{%- endmacro %}

{# Why an end of care leaves this authority without any leaving-care duty; nothing for all other ends (SSDA903, code set
   REC; Children Act 1989 sections 23A to 24). #}
{% macro reason_for_no_duty(end_reason_code) -%}
    case
            when {{ end_reason_code }} = 'E2' then 'died in care'
            when {{ end_reason_code }} in ('E11', 'E12') then 'adopted'
            when {{ end_reason_code }} = 'E3' then 'care taken over by another authority'
            when {{ end_reason_code }} = 'E15' then 'found to be 18 or over'
        end
{%- endmacro %}
