with fields as (
    select * from {{ source('catalogue', 'fields') }}
),

paths as (
    select * from {{ source('landing', 'lineage_paths') }}
),

measures as (
    select * from {{ source('catalogue', 'dashboard_measures') }}
),

path_counts as (
    select
        dataset,
        field,
        count(*) filter (where via = 'feeds') as fed_count,
        count(*) filter (where via = 'feeds' and target_kind = 'indicator') as indicators_count,
        count(*) filter (where via = 'feeds' and target_kind = 'return_item') as return_items_count,
        count(*) filter (where via = 'feeds' and target_kind = 'dashboard_measure') as wreath_measures_count,
        count(*) filter (where via = 'decides') as decided_count
    from paths
    group by dataset, field
),

-- Nobody has seen how the council's own dashboards are made: their fields are claims.
claimed_measures as (
    select
        dataset,
        field,
        count(*) as council_measures_count
    from measures
    where field is not null and indicator_id is null
    group by dataset, field
),

final as (
    select
        fields.dataset,
        fields.field,
        coalesce(path_counts.fed_count, 0) as fed_count,
        coalesce(path_counts.indicators_count, 0) as indicators_count,
        coalesce(path_counts.return_items_count, 0) as return_items_count,
        coalesce(path_counts.wreath_measures_count, 0) as wreath_measures_count,
        coalesce(claimed_measures.council_measures_count, 0) as council_measures_count,
        coalesce(path_counts.decided_count, 0) as decided_count
    from fields
    left join path_counts on fields.dataset = path_counts.dataset and fields.field = path_counts.field
    left join claimed_measures on fields.dataset = claimed_measures.dataset and fields.field = claimed_measures.field
)

select * from final
