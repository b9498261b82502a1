{# Members of the cohort with a dated record in the time up to a period's end, and the latest such date.
   Needs the CTE `cohort`; `since` is the first day that counts. #}
{% macro dated_within(facts, date, since="cohort.year_start_date", where="true") -%}
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        max({{ facts }}.{{ date }}) as latest_date
    from cohort
    inner join {{ facts }}
        on cohort.local_authority_code = {{ facts }}.local_authority_code and cohort.person_id = {{ facts }}.person_id
    where
        {{ facts }}.{{ date }} between {{ since }} and cohort.period_end_date
        and {{ where }}
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id
{%- endmacro %}

{# Members of the cohort by a status that is sent without history: it speaks for a quarter that ended in the three
   months before its extract, and for no earlier one. #}
{% macro as_extracted(facts, is_met, where="true") -%}
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        bool_or({{ is_met }}) as is_met
    from cohort
    inner join {{ facts }}
        on cohort.local_authority_code = {{ facts }}.local_authority_code and cohort.person_id = {{ facts }}.person_id
    where
        {{ facts }}.extract_date >= cohort.period_end_date
        and {{ facts }}.extract_date < {{ add_months("cohort.period_end_date", 3) }}
        and {{ where }}
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id
{%- endmacro %}

{% macro join_members(names) -%}
    {%- for name in names %}
    left join {{ name }}
        on
            cohort.local_authority_code = {{ name }}.local_authority_code
            and cohort.period_end_date = {{ name }}.period_end_date
            and cohort.person_id = {{ name }}.person_id
    {%- endfor %}
{%- endmacro %}

{# A measure taken at the birthday in the quarter; null for whoever had none that counts. #}
{% macro on_birthday(column, indicator_id) -%}
    case when birthdays.person_id is not null then birthdays.{{ column }} end as {{ indicator_id }}
{%- endmacro %}

{# An answer of the last twelve months; null for whoever gave none. #}
{% macro as_answered(indicator_id) -%}
    case when cohort.is_care_leaver then voice.{{ indicator_id }} end as {{ indicator_id }}
{%- endmacro %}

{# One indicator of a wide indicator table as rows of the long one; people outside its denominator give no row. #}
{% macro indicator_rows(model, indicator_id) -%}
    select
        local_authority_code,
        period_end_date,
        person_id,
        '{{ indicator_id }}' as indicator_id,
        age_band,
        {{ indicator_id }} as is_met
    from {{ model }}
    where {{ indicator_id }} is not null
{%- endmacro %}

{# Whether a rate may not be shown: its count or what it leaves over is of a few people. #}
{% macro is_small(numerator, denominator) -%}
    ({{ is_few(numerator) }} or {{ is_few(denominator ~ ' - ' ~ numerator) }})
{%- endmacro %}

{# The long table's rows of every indicator: `domains` holds the indicators of each domain. #}
{% macro stack_indicators(domains) -%}
    {%- set ns = namespace(is_first=true) -%}
    {%- for domain, indicators in domains.items() -%}
        {%- for indicator_id in indicators -%}
            {%- if not ns.is_first %}
    union all
            {% endif -%}
            {{ indicator_rows(ref("ind_" ~ domain), indicator_id) }}
            {%- set ns.is_first = false -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}

{# The indicators that the eight tables have a column for, as (indicator, domain) pairs, from their properties. #}
{% macro indicator_columns() -%}
    {%- set found = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == "model" and node.name.startswith("ind_") -%}
            {%- for column in node.columns.values() if column.config.meta.get("indicator") -%}
                {%- do found.append((column.name, node.name[4:])) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    select
        cast(null as varchar) as indicator_id,
        cast(null as varchar) as domain_id
    where false
    {%- for indicator_id, domain_id in found %}
    union all
    select
        '{{ indicator_id }}' as indicator_id,
        '{{ domain_id }}' as domain_id
    {%- endfor -%}
{%- endmacro %}

{# The key of every fact of the models named, to check that they are about known people. #}
{% macro stack_facts(facts) -%}
    {%- for fact in facts %}
    select
        '{{ fact }}' as fact,
        local_authority_code,
        person_id
    from {{ ref(fact) }}
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{# Who counts towards an indicator at its latest period end, by the concept it is about: (domain, indicator, concept). #}
{% macro stack_counted(pairs) -%}
    {%- for domain, indicator_id, concept_id in pairs %}
    select
        local_authority_code,
        person_id,
        '{{ concept_id }}' as concept_id
    from {{ ref("ind_" ~ domain) }}
    where {{ indicator_id }}
    qualify period_end_date = max(period_end_date) over (partition by local_authority_code)
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
