{# One row per what meta.grain says: no key column is null and no key occurs twice. #}
{% test grain(model) %}
    {% if execute %}
        {% set node = graph.nodes.values() | selectattr("resource_type", "equalto", "model")
            | selectattr("name", "equalto", model.identifier) | first %}
        {% set keys = node.config.meta.grain %}
        select {{ keys | join(", ") }}, count(*) as row_count
        from {{ model }}
        group by {{ keys | join(", ") }}
        having count(*) > 1
            {% for key in keys %} or {{ key }} is null {% endfor %}
    {% else %}
        select 1 as row_count
    {% endif %}
{% endtest %}
