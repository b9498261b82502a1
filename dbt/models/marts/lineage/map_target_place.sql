-- Where the SQL makes what a target stands for: the line of the column that is bound to it.
with nodes as (
    select * from {{ source('landing', 'lineage_nodes') }}
),

edges as (
    select * from {{ source('landing', 'lineage_edges') }}
    where kind = 'feeds'
),

bound as (
    select
        edges.to_id as target_id,
        edges.from_id as column_id
    from edges
    inner join nodes on edges.to_id = nodes.id
    where nodes.kind in ('concept', 'indicator', 'return_item')
),

final as (
    select
        bound.target_id,
        edges.path as sql_file,
        edges.line as sql_line
    from bound
    inner join edges on bound.column_id = edges.to_id
    where edges.path is not null
    qualify row_number() over (partition by bound.target_id order by edges.path, edges.line) = 1
)

select * from final
