{# What each field last said of a concept of somebody: `concepts` holds a concept and what `said_last` is told of it,
   `held_in` the field that holds the concept where the fact names another, by concept. #}
{% macro stack_values(concepts, held_in) -%}
    {%- for concept_id, facts, value, date, where in concepts %}
    select
        '{{ concept_id }}' as concept_id,
        said.local_authority_code,
        said.person_id,
        said.source,
        said.dataset,
        {{ field_of(held_in.get(concept_id)) }} as field,
        said.is_unreadable,
        cast(said.value as varchar) as value,
        said.evidence_date
    from (
            {{ said_last(ref(facts), value, date, where=where, by_field=true) }}
        ) as said
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{% macro field_of(names) -%}
    {%- if names -%}
    case said.field
            {%- for name, other in names.items() %} when '{{ name }}' then '{{ other }}'{% endfor %} else said.field end
    {%- else -%}
    said.field
    {%- endif -%}
{%- endmacro %}

{# A number of a pair whose status (CTE `judged`) lets it be shown. #}
{% macro shown(number) -%}
    case when judged.status = 'shown' then {{ number }} end
{%- endmacro %}

{# Why a claim on a field is not proved, as the end of a sentence. #}
{% macro why_not_proved(is_deciding) -%}
    case
            when {{ is_deciding }} then 'it only has a say there: its value does not go into it.'
            else 'no SQL takes it there.'
        end
{%- endmacro %}

{# The records that facts are read from: each fact with the column that holds the day it tells of. #}
{% macro stack_records(facts) -%}
    {%- for fact, date in facts %}
    select
        local_authority_code,
        dataset,
        load_id,
        row_number,
        person_id,
        {{ date }} as record_date
    from {{ ref(fact) }}
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
