with

line as (

    select
        collection_year,
        'Header' as module,
        7 * count(*) as value_count
    from {{ ref('ssda903__header') }}
    group by collection_year
    union all
    select
        collection_year,
        'Episodes' as module,
        13 * count(*) as value_count
    from {{ ref('ssda903__episodes') }}
    group by collection_year
    union all
    select
        collection_year,
        'OC3' as module,
        5 * count(*) as value_count
    from {{ ref('ssda903__oc3') }}
    group by collection_year

),

traced as (

    select
        collection_year,
        module,
        count(*) as value_count
    from {{ ref('ssda903__provenance') }}
    group by collection_year, module

)

select
    line.collection_year,
    line.module,
    line.value_count,
    traced.value_count as traced_count
from line
left join traced on line.collection_year = traced.collection_year and line.module = traced.module
where line.value_count is distinct from traced.value_count
