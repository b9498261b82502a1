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
        coalesce(winners.reason, 'No source is said to win.') as reason
    from concepts
    left join winners on concepts.concept_id = winners.concept_id
)

select * from final
