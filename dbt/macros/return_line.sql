{# The items that a line shares with Header, traced as they are there. Needs the CTEs `line` and `header`, the second of
   int_return__header_provenance. #}
{% macro items_of_header(items) -%}
    select
        line.local_authority_code,
        line.collection_year,
        line.child_id,
        line.line,
        header.item,
        header.value,
        header.source_dataset,
        header.load_id,
        header.row_number,
        header.rule
    from line
    inner join header
        on
            line.local_authority_code = header.local_authority_code
            and line.collection_year = header.collection_year
            and line.child_id = header.child_id
    where header.item in ('{{ items | join("', '") }}')
{%- endmacro %}

{# The records of a year that have no line, as notices. Needs the CTE `candidate`. #}
{% macro left_out_records() -%}
    select
        local_authority_code,
        collection_year,
        person_id,
        record_id as line,
        'all' as item,
        'left out' as kind,
        left_out_reason as reason
    from candidate
    where left_out_reason is not null
{%- endmacro %}
