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

concepts as (
    select * from {{ source('catalogue', 'concepts') }}
),

claims as (
    select * from {{ ref('map_item_claim') }}
),

measure_claims as (
    select * from {{ ref('map_measure_claim') }}
),

made as (
    select
        to_id,
        count(*) as columns_count
    from edges
    where kind = 'feeds'
    group by to_id
),

-- A return of which no SQL here makes any item is filled elsewhere: that its items have no path is no gap.
made_returns as (
    select split_part(nodes.id, '.', 1) as return_name
    from nodes
    inner join made on nodes.id = made.to_id
    where nodes.kind = 'return_item'
    group by split_part(nodes.id, '.', 1)
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
    inner join made_returns on split_part(nodes.id, '.', 1) = made_returns.return_name
    left join made on nodes.id = made.to_id
    left join reached on nodes.id = reached.target_id
    where nodes.kind = 'return_item' and reached.target_id is null
),

item_claims_not_proved as (
    select
        'item_claim_not_proved' as gap_kind,
        claims.dataset || '.' || claims.field || ' ' || claims.return_item_id as subject_id,
        claims.dataset || '.' || claims.field as label,
        cast(null as varchar) as domain_id,
        'Said to be asked for by ' || claims.return_item_id || ', but '
        || {{ why_not_proved('claims.is_deciding') }} as message
    from claims
    inner join reached on claims.return_item_id = reached.target_id
    where claims.state = 'claimed, not proved'
),

unproved_measures as (
    select
        case
            when measure_claims.state = 'proved, not claimed' then 'measure_path_not_claimed'
            else 'measure_claim_not_proved'
        end as gap_kind,
        measure_claims.measure_kind || ' ' || measure_claims.measure_id || ' ' || concepts.concept_id as subject_id,
        measure_claims.measure_id as label,
        concepts.domain_id,
        case
            when measure_claims.state = 'proved, not claimed'
                then
                    'A field that goes into it also goes into "' || concepts.label
                    || '", which the catalogue does not say it is about.'
            when measure_claims.is_deciding
                then
                    'Said to be about "' || concepts.label
                    || '", but what records that only has a say in it: its value does not go into it.'
            else 'Said to be about "' || concepts.label || '", but nothing that records that goes into it.'
        end as message
    from measure_claims
    inner join concepts on measure_claims.concept_id = concepts.concept_id
    where measure_claims.state in ('claimed, not proved', 'proved, not claimed')
),

final as (
    select * from indicators_without
    union all
    select * from items_without
    union all
    select * from item_claims_not_proved
    union all
    select * from unproved_measures
)

select * from final
