{# The provision that gives each leaving-care category. #}
{% macro eligibility_statute(code) -%}
    case {{ code }}
        when 'ELIGIBLE' then 'Children Act 1989 Schedule 2 paragraph 19B'
        when 'RELEVANT' then 'Children Act 1989 section 23A'
        when 'FORMER_RELEVANT' then 'Children Act 1989 sections 23C and 23CZB'
        when 'QUALIFYING' then 'Children Act 1989 section 24'
    end
{%- endmacro %}

{% macro eligibility_reason(code) -%}
    case {{ code }}
        when 'ELIGIBLE'
            then 'looked after at 16 or 17, with 13 weeks of care since the 14th birthday'
        when 'RELEVANT'
            then 'left care at 16 or 17 after being eligible, and not at home with a parent for six months'
        when 'FORMER_RELEVANT'
            then 'eligible or relevant on the day before the 18th birthday'
        when 'QUALIFYING'
            then 'in care at some time from the 16th birthday on, and in no other leaving-care category'
    end
{%- endmacro %}
