{# Each item of each line of a module stands in the provenance with the value that the return gives, and nothing else
   does; a value names the row of the load that it was read from, or that says nothing else. #}
{% test traced(model, module) %}
    {% if execute %}
        {% set node = graph.nodes.values() | selectattr("resource_type", "equalto", "model")
            | selectattr("name", "equalto", model.identifier) | first %}
        {% set keys = ["local_authority_code", "collection_year", "CHILD"] %}
        {% set line = [] %}
        {% for key in node.config.meta.grain if key not in keys %}
            {% do line.append('cast("' ~ key ~ '" as varchar)') %}
        {% endfor %}
        with returned as (
            {% for column in node.columns.values() if column.name not in keys[:2] %}
            select
                local_authority_code,
                collection_year,
                "CHILD" as child_id,
                {{ line | join(" || '|' || ") if line else "''" }} as line,
                '{{ column.name }}' as item,
                {% if column.data_type == "date" -%}
                    {{ return_date('"' ~ column.name ~ '"') }}
                {%- else -%}
                    cast("{{ column.name }}" as varchar)
                {%- endif %} as value
            from {{ model }}
            {{ "union all" if not loop.last }}
            {% endfor %}
        ),

        traced as (
            select * from {{ ref('ssda903__provenance') }}
            where module = '{{ module }}'
        )

        select
            returned.*,
            traced."CHILD" as traced_child_id,
            traced.item as traced_item,
            traced.value as traced_value
        from returned
        full outer join traced
            on
                returned.local_authority_code = traced.local_authority_code
                and returned.collection_year = traced.collection_year
                and returned.child_id = traced."CHILD"
                and returned.line = traced.line
                and returned.item = traced.item
        where
            returned.item is null
            or traced.item is null
            or returned.value is distinct from traced.value
            or (
                traced.value is not null
                and (traced.source_dataset is null or traced.load_id is null or traced.row_number is null)
            )
    {% else %}
        select 1 as row_count from {{ ref('ssda903__provenance') }}
    {% endif %}
{% endtest %}
