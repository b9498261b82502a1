with paths as (
    select * from {{ source('landing', 'lineage_paths') }}
    where via = 'feeds'
),

nodes as (
    select * from {{ source('landing', 'lineage_nodes') }}
),

concepts as (
    select * from {{ source('catalogue', 'concepts') }}
),

domains as (
    select * from {{ source('catalogue', 'domains') }}
),

indicators as (
    select * from {{ source('catalogue', 'indicators') }}
),

measures as (
    select * from {{ source('catalogue', 'dashboard_measures') }}
),

labels as (
    select
        'concept.' || concept_id as node_id,
        label
    from concepts
    union all
    select
        'domain.' || domain_id as node_id,
        label
    from domains
    union all
    select
        'indicator.' || indicator_id as node_id,
        label
    from indicators
    union all
    select
        'dashboard.' || dashboard_id || '.' || measure_id as node_id,
        label
    from measures
),

final as (
    select
        paths.source,
        paths.dataset,
        paths.field,
        paths.target_kind,
        -- An item of a return is known by its whole name, everything else by the key of its own list.
        case
            when paths.target_kind = 'return_item' then nodes.id
            when paths.target_kind = 'dashboard_measure' then nodes.model || '.' || nodes.column
            else nodes.column
        end as target_id,
        coalesce(labels.label, nodes.id) as target_label,
        paths.steps as steps_count
    from paths
    inner join nodes on paths.target_id = nodes.id
    left join labels on paths.target_id = labels.node_id
)

select * from final
