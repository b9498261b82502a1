-- The catalogue and the eight indicator tables name the same indicators, each in its own domain.
{%- set columns = [] %}
{%- if execute %}
    {%- for node in graph.nodes.values() if node.resource_type == "model" and node.name.startswith("ind_") %}
        {%- for column in node.columns.values() if column.config.meta.get("indicator") %}
            {%- do columns.append((column.name, node.name[4:])) %}
        {%- endfor %}
    {%- endfor %}
{%- endif %}
with catalogued as (

    select
        indicator_id,
        domain_id
    from {{ source('catalogue', 'indicators') }}

),

built as (

    select
        cast(null as varchar) as indicator_id,
        cast(null as varchar) as domain_id
    where false
    {%- for indicator_id, domain_id in columns %}
    union all
    select
        '{{ indicator_id }}' as indicator_id,
        '{{ domain_id }}' as domain_id
    {%- endfor %}

),

final as (

    select
        coalesce(catalogued.indicator_id, built.indicator_id) as indicator_id,
        catalogued.domain_id as catalogued_domain_id,
        built.domain_id as built_domain_id
    from catalogued
    full outer join built on catalogued.indicator_id = built.indicator_id and catalogued.domain_id = built.domain_id
    where catalogued.indicator_id is null or built.indicator_id is null

)

select * from final
