with concepts as (
    select * from {{ ref('map_concept') }}
    where kind = 'duplicated'
),

survivorship as (
    select * from {{ source('catalogue', 'survivorship') }}
),

datasets as (
    select * from {{ source('catalogue', 'datasets') }}
),

sources as (
    select * from {{ source('catalogue', 'sources') }}
),

comparisons as (
    select * from {{ source('catalogue', 'concept_comparisons') }}
),

pairs as (
    select
        concept_id,
        count(*) as pairs_count,
        count(*) filter (where status = 'shown') as measured_pairs_count,
        min(agree_share) as least_agree_share,
        min(kappa) as least_kappa
    from {{ ref('map_duplication_pair') }}
    group by concept_id
),

winners as (
    select
        survivorship.concept_id,
        survivorship.source,
        survivorship.dataset,
        survivorship.reason,
        sources.title || ': ' || datasets.title as winner
    from survivorship
    left join datasets on survivorship.dataset = datasets.dataset
    left join sources on survivorship.source = sources.source
    qualify row_number() over (
        partition by survivorship.concept_id order by survivorship.rank, survivorship.source, survivorship.dataset
    ) = 1
),

final as (
    select
        concepts.concept_id,
        concepts.domain_id,
        concepts.label,
        concepts.fields_count,
        concepts.datasets_count,
        concepts.sources_count,
        winners.source as winner_source,
        winners.dataset as winner_dataset,
        winners.winner,
        coalesce(winners.reason, 'No source is said to win.') as reason,
        coalesce(comparisons.is_comparable, false) as is_comparable,
        coalesce(comparisons.reason, 'Nobody has said yet whether the fields hold the same thing.') as comparison,
        coalesce(pairs.pairs_count, 0) as pairs_count,
        coalesce(pairs.measured_pairs_count, 0) as measured_pairs_count,
        pairs.least_agree_share,
        pairs.least_kappa
    from concepts
    left join winners on concepts.concept_id = winners.concept_id
    left join comparisons on concepts.concept_id = comparisons.concept_id
    left join pairs on concepts.concept_id = pairs.concept_id
)

select * from final
