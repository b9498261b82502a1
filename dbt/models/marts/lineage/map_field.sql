with fields as (
    select * from {{ source('catalogue', 'fields') }}
),

concepts as (
    select * from {{ source('catalogue', 'concepts') }}
),

claims as (
    select * from {{ ref('map_claim') }}
),

reach as (
    select * from {{ ref('map_reach') }}
),

main_concepts as (
    select
        claims.dataset,
        claims.field,
        concepts.concept_id,
        concepts.domain_id
    from claims
    inner join concepts on claims.concept_id = concepts.concept_id
    where claims.is_claimed
    qualify row_number() over (
        partition by claims.dataset, claims.field order by claims.is_primary desc, concepts.concept_id asc
    ) = 1
),

claim_counts as (
    select
        dataset,
        field,
        count(*) filter (where is_claimed) as claimed_concepts_count,
        count(*) filter (where is_proved) as proved_concepts_count
    from claims
    group by dataset, field
),

final as (
    select
        fields.source,
        fields.dataset,
        fields.position,
        fields.field,
        fields.description,
        fields.perspective,
        fields.sensitivity,
        fields.capture,
        main_concepts.concept_id,
        main_concepts.domain_id,
        fields.no_concept_reason,
        coalesce(claim_counts.claimed_concepts_count, 0) as claimed_concepts_count,
        coalesce(claim_counts.proved_concepts_count, 0) as proved_concepts_count,
        reach.indicators_count,
        reach.return_items_count,
        reach.wreath_measures_count + reach.council_measures_count as dashboard_measures_count,
        reach.decided_count,
        case when reach.fed_count > 0 then 'used' when reach.decided_count > 0 then 'decides' else 'unused' end as fate,
        case
            when reach.fed_count > 0 then null
            when reach.decided_count > 0 then 'only joins, filters or orders'
            when fields.status = 'placeholder' then 'the source sends it empty'
            when fields.no_concept_reason is not null then fields.no_concept_reason
            else 'tells something worth knowing, but nothing is made from it'
        end as fate_reason
    from fields
    inner join reach on fields.dataset = reach.dataset and fields.field = reach.field
    left join main_concepts on fields.dataset = main_concepts.dataset and fields.field = main_concepts.field
    left join claim_counts on fields.dataset = claim_counts.dataset and fields.field = claim_counts.field
)

select * from final
