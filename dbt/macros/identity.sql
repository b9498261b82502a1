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

{# The records of several datasets of the case system that are about a person: pairs of a dataset and its staging. #}
{% macro records_about_people(datasets) -%}
    {%- for dataset, staging in datasets %}
    {%- if not loop.first %}
    union all
    {% endif -%}
    select
        local_authority_code,
        lcs_person_id,
        '{{ dataset }}' as dataset,
        load_id,
        row_number
    from {{ ref(staging) }}
    where lcs_person_id is not null
    {%- endfor %}
{%- endmacro %}

{# Two records side by side: the one that may be linked, and the one it may be linked to. #}
{% macro pair_columns() -%}
    other.local_authority_code,
        other.source,
        other.dataset,
        other.source_record_id,
        anchor.source as anchor_source,
        anchor.dataset as anchor_dataset,
        anchor.source_record_id as anchor_source_record_id
{%- endmacro %}

{# Of several records the one that was made last comes first: a system counts upwards, so that 1000 is later than 999.
   Text alone would say otherwise; a number alone would not take numbers such as 990-12. #}
{% macro latest_number_first(record_id) -%}
    length({{ record_id }}) desc, {{ record_id }} desc
{%- endmacro %}

{# The first rule that finds one person for a record. An ambiguous pair is no evidence: nor is one whose person a second
   record of the dataset finds too, unless the source is one that may hold a person several times (cases, applications
   and tenancies, say), or quotes the number of the case system, which is one. #}
{% macro unambiguous_link(person_pair) -%}
    select
        local_authority_code,
        dataset,
        source_record_id,
        person_id,
        rule_id as link_rule_id,
        rule_order as link_rule_order,
        anchor_dataset as linked_dataset,
        anchor_source_record_id as linked_source_record_id
    from (
        select
            *,
            min(person_id) over (
                partition by local_authority_code, dataset, source_record_id, rule_id
            ) = max(person_id) over (
                partition by local_authority_code, dataset, source_record_id, rule_id
            ) as is_one_person,
            min(source_record_id) over (
                partition by local_authority_code, dataset, person_id, rule_id
            ) = max(source_record_id) over (
                partition by local_authority_code, dataset, person_id, rule_id
            ) as is_one_record
        from {{ person_pair }}
    ) as counted
    where is_one_person and (is_one_record or is_repeating_source or rule_id = 'lcs_person_id')
    qualify row_number() over (
        partition by local_authority_code, dataset, source_record_id
        order by rule_order, rule_id, anchor_dataset, anchor_source_record_id
    ) = 1
{%- endmacro %}

{# Two tables are about the same person of the same authority. #}
{% macro same_person(one, other) -%}
    {{ one }}.local_authority_code = {{ other }}.local_authority_code and {{ one }}.person_id = {{ other }}.person_id
{%- endmacro %}

{# Two tables are about the same child in the same collection year. #}
{% macro same_child(one, other) -%}
    {{ same_person(one, other) }} and {{ one }}.collection_year = {{ other }}.collection_year
{%- endmacro %}
