{# Where a fact was read (authority, source, dataset, field, load, row), whether its cell could be read, and how the
   source refers to the person: the dataset that holds the source's persons, and the key there. `also` names further fields
   that the fact is read from. Every record of a fact starts with these columns, in this order, so that the records of several sources can be stacked. #}
{% macro provenance(source, dataset, field, persons, key, also=[]) -%}
    local_authority_code,
        '{{ source }}' as source,
        '{{ dataset }}' as dataset,
        '{{ field }}' as field,
        load_id,
        row_number,
        {{ has_unreadable([field] + also) }} as is_unreadable,
        '{{ persons }}' as person_dataset,
        {{ key }} as source_record_id
{%- endmacro %}

{# The columns that every fact shares, from a stack of records and the bridge to persons. #}
{% macro fact_key(records="records", persons="persons", fields="fields") -%}
    {{ records }}.local_authority_code,
        {{ persons }}.person_id,
        {{ records }}.source,
        {{ records }}.dataset,
        {{ records }}.field,
        {{ records }}.load_id,
        {{ records }}.row_number,
        {{ records }}.is_unreadable,
        {{ fields }}.perspective
{%- endmacro %}

{# The joins behind fact_key: a record that no rule links to a person is no fact about anybody. #}
{% macro join_person_and_field(records="records", persons="persons", fields="fields") -%}
    inner join {{ persons }}
        on
            {{ records }}.local_authority_code = {{ persons }}.local_authority_code
            and {{ records }}.person_dataset = {{ persons }}.dataset
            and {{ records }}.source_record_id = {{ persons }}.source_record_id
    left join {{ fields }}
        on {{ records }}.dataset = {{ fields }}.dataset and {{ records }}.field = {{ fields }}.field
{%- endmacro %}

{# What was known of a date on the day that everything is seen as at (CTE `run_settings`): a later one was not. #}
{% macro known_date(date) -%}
    case when {{ date }} <= run_settings.as_at then {{ date }} end
{%- endmacro %}

{# When a record that tells of a time last held: its end if that is known; else it went on when it was extracted. #}
{% macro last_held_date(end_date) -%}
    coalesce({{ known_date(end_date) }}, least(extract_date, run_settings.as_at))
{%- endmacro %}

{# A record that begins after the day that everything is seen as at was not known then; one without a start was. #}
{% macro has_begun(start_date) -%}
    ({{ start_date }} is null or {{ start_date }} <= run_settings.as_at)
{%- endmacro %}

{# A code translated by a join to the recodes. The recorded code stands in the expression, although the join alone
   would do, so that column lineage runs through the recorded field and not only to the table of recodes. #}
{% macro recoded(code, to_code) -%}
    case when {{ code }} is not null then {{ to_code }} end
{%- endmacro %}

{# Completed years on a day; a birthday on 29 February is kept on 28 February in other years, as add_years has it. #}
{% macro age_in_years(birth_date, on_date) -%}
    cast(
        {{ dbt.datediff(birth_date, on_date, "year") }}
        - case when {{ add_years(birth_date, dbt.datediff(birth_date, on_date, "year")) }} > {{ on_date }} then 1 else 0 end
        as integer
    )
{%- endmacro %}

{# The published bands: 17 and 18, 19 to 21, 22 to 25; nobody else has a band. #}
{% macro age_band(age_years) -%}
    case
        when {{ age_years }} between 17 and 18 then '17-18'
        when {{ age_years }} between 19 and 21 then '19-21'
        when {{ age_years }} between 22 and 25 then '22-25'
    end
{%- endmacro %}

{# Unreadable records of the facts named: a concept, its fact, the day of the evidence, the flag, and which records are
   evidence at all. #}
{% macro stack_unreadable(evidence) -%}
    {%- for concept_id, fact, date, flag, is_evidence in evidence %}
    select
        '{{ concept_id }}' as concept_id,
        local_authority_code,
        person_id,
        {{ date }} as evidence_date
    from {{ ref(fact) }}
    where {{ flag }} and {{ is_evidence }}
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
