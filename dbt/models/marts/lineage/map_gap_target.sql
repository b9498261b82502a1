with nodes as (
    select * from {{ source('landing', 'lineage_nodes') }}
),

paths as (
    select * from {{ source('landing', 'lineage_paths') }}
    where via = 'feeds'
),

edges as (
    select * from {{ source('landing', 'lineage_edges') }}
),

indicators as (
    select * from {{ source('catalogue', 'indicators') }}
),

claims as (
    select * from {{ source('catalogue', 'field_return_items') }}
),

made as (
    select
        to_id,
        count(*) as columns_count
    from edges
    where kind = 'feeds'
    group by to_id
),

reached as (
    select
        target_id,
        count(*) as fields_count
    from paths
    group by target_id
),

indicators_without as (
    select
        'indicator_without_path' as gap_kind,
        indicators.indicator_id as subject_id,
        indicators.label,
        indicators.domain_id,
        'No field feeds this indicator.' as message
    from indicators
    left join reached on 'indicator.' || indicators.indicator_id = reached.target_id
    where reached.target_id is null
),

items_without as (
    select
        'return_item_without_path' as gap_kind,
        nodes.id as subject_id,
        nodes.id as label,
        cast(null as varchar) as domain_id,
        case
            when made.to_id is null then 'This part of the return is not made here.'
            else 'No field feeds this item of the return.'
        end as message
    from nodes
    left join made on nodes.id = made.to_id
    left join reached on nodes.id = reached.target_id
    where nodes.kind = 'return_item' and reached.target_id is null
),

item_claims_not_proved as (
    select
        'item_claim_not_proved' as gap_kind,
        claims.dataset || '.' || claims.field || ' ' || nodes.id as subject_id,
        claims.dataset || '.' || claims.field as label,
        cast(null as varchar) as domain_id,
        'Said to be asked for by ' || nodes.id || ', but no SQL takes it there.' as message
    from claims
    inner join nodes on upper(claims.return_id) || '.' || claims.module || '.' || claims.item = nodes.id
    inner join reached on nodes.id = reached.target_id
    left join paths
        on nodes.id = paths.target_id and claims.dataset = paths.dataset and claims.field = paths.field
    where paths.target_id is null
),

final as (
    select * from indicators_without
    union all
    select * from items_without
    union all
    select * from item_claims_not_proved
)

select * from final
