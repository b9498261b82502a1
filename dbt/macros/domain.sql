{# What each dataset last said of a concept of somebody of the cohort, at most one row a person and dataset; with
   `by_field` a person and field. Needs the CTE `cohort`. Ordered by one value of three parts, since DuckDB then keeps the
   latest row of each instead of sorting all: a third of the time. #}
{% macro said_last(facts, value, date, unreadable="is_unreadable", where="true", by_field=false) -%}
    select
                facts.local_authority_code,
                facts.person_id,
                facts.source,
                facts.dataset,
                {% if by_field %}facts.field,
                {% endif %}facts.{{ date }} as evidence_date,
                facts.perspective,
                facts.{{ unreadable }} as is_unreadable,
                case when not facts.{{ unreadable }} then facts.{{ value }} end as value
            from {{ facts }} as facts
            inner join cohort
                on facts.local_authority_code = cohort.local_authority_code and facts.person_id = cohort.person_id
            where
                (facts.{{ value }} is not null or facts.{{ unreadable }})
                and (facts.{{ date }} is null or facts.{{ date }} <= cohort.as_at)
                and {{ where }}
            qualify
                row_number() over (
                    partition by facts.local_authority_code, facts.person_id, facts.dataset{{ ', facts.field' if by_field }}
                    order by (coalesce(facts.{{ date }}, date '0001-01-01'), facts.load_id, facts.row_number) desc
                ) = 1
{%- endmacro %}

{# Survivorship, once for every concept. Within a dataset the latest record that says anything speaks; an unreadable
   cell says something, so that an older value is never passed off as the current one. Between datasets a value that
   can be read wins, then the rank of the survivorship table, then the freshest evidence.
   Needs the CTEs `cohort` and `survivorship`; gives one row per authority and person who has any evidence. #}
{% macro surviving(concept_id, facts, value, date, unreadable="is_unreadable", where="true") -%}
    select
            latest.local_authority_code,
            latest.person_id,
            latest.source,
            latest.evidence_date,
            latest.perspective,
            latest.is_unreadable,
            latest.value
        from (
            {{ said_last(facts, value, date, unreadable, where) }}
        ) as latest
        left join survivorship
            on survivorship.concept_id = '{{ concept_id }}' and latest.dataset = survivorship.dataset
        qualify
            row_number() over (
                partition by latest.local_authority_code, latest.person_id
                order by
                    latest.is_unreadable asc,
                    coalesce(survivorship.rank, 99) asc,
                    latest.evidence_date desc nulls last,
                    latest.dataset asc
            ) = 1
{%- endmacro %}

{# The columns of a concept in a domain's wide table; `scope` says of whom the concept is asked at all. #}
{% macro concept_columns(name, scope="true") -%}
    {{ name }}.value as {{ name }},
        {{ name }}.source as {{ name }}_source,
        {{ name }}.evidence_date as {{ name }}_date,
        {{ name }}.perspective as {{ name }}_perspective,
        case
            when {{ name }}.is_unreadable then 'unreadable'
            when {{ name }}.person_id is not null then 'recorded'
            when {{ scope }} then 'not_recorded'
            else 'out_of_scope'
        end as {{ name }}_state
{%- endmacro %}

{# The same columns for a concept that no field of any source records. #}
{% macro concept_nobody_records(name) -%}
    cast(null as varchar) as {{ name }},
        cast(null as varchar) as {{ name }}_source,
        cast(null as date) as {{ name }}_date,
        cast(null as varchar) as {{ name }}_perspective,
        'nobody_records' as {{ name }}_state
{%- endmacro %}

{% macro join_concepts(names) -%}
    {%- for name in names %}
    left join {{ name }}
        on
            cohort.local_authority_code = {{ name }}.local_authority_code
            and cohort.person_id = {{ name }}.person_id
    {%- endfor %}
{%- endmacro %}

{# One concept of a wide domain table as rows of the long one. #}
{% macro concept_rows(model, concept_id, name) -%}
    select
        local_authority_code,
        person_id,
        '{{ concept_id }}' as concept_id,
        cast({{ name }} as varchar) as value,
        {{ name }}_state as state,
        {{ name }}_source as source,
        {{ name }}_date as evidence_date,
        {{ name }}_perspective as perspective
    from {{ model }}
{%- endmacro %}

{# The long table's rows of every concept: `domains` holds, for each domain, pairs of a concept and its column. #}
{% macro stack_concepts(domains) -%}
    {%- set ns = namespace(is_first=true) -%}
    {%- for domain, columns in domains.items() -%}
        {%- for concept_id, name in columns -%}
            {%- if not ns.is_first %}
    union all
            {% endif -%}
            {{ concept_rows(ref("dom_" ~ domain), concept_id, name) }}
            {%- set ns.is_first = false -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}
