{# An item that a record of the year makes 1. Without one it is 0, but only where the dataset has arrived. #}
{% macro one_if_recorded(date, has_arrived) -%}
    case when {{ date }} is not null then '1' when {{ has_arrived }} then '0' end
{%- endmacro %}

{# The rule behind such an item; `is_asked` is empty where the child's age is not known. #}
{% macro one_if_recorded_rule(date, has_arrived, recorded, is_asked="true") -%}
    case
            when {{ is_asked }} is null then 'date of birth not known: blank'
            when not {{ is_asked }} then 'not asked at this age: blank'
            when {{ date }} is not null then '{{ recorded }}: 1'
            when {{ has_arrived }} then 'none recorded in the year: 0'
            else 'source has not arrived: blank'
        end
{%- endmacro %}

{# Why such an item is blank although it is asked; nothing where it is told, or not asked. #}
{% macro one_if_recorded_gap(date, has_arrived, is_asked="true") -%}
    case
            when {{ is_asked }} is null then 'date of birth not known'
            when {{ is_asked }} and {{ date }} is null and not {{ has_arrived }} then 'the source has not arrived'
        end
{%- endmacro %}

{# What the models of the subjects of OC2 say alike of their items. #}
{% macro stack_oc2_items(subjects) -%}
    {%- for subject in subjects %}
    {%- if not loop.first %}
    union all
    {% endif -%}
    select
        local_authority_code,
        collection_year,
        person_id,
        item,
        is_asked,
        source_dataset,
        load_id,
        row_number,
        rule,
        incomplete_reason
    from {{ ref(subject) }}
    {%- endfor %}
{%- endmacro %}
