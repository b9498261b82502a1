-- A return asks for a concept where an item of it is said to be made from a field that records the concept.
with claims as (
    select * from {{ ref('map_item_claim') }}
    where state <> 'proved, not claimed'
),

items as (
    select
        upper(return_id) || '.' || module || '.' || item as return_item_id,
        return_id,
        any_value(description) as description
    from {{ source('catalogue', 'return_items') }}
    group by return_id, module, item
),

field_concepts as (
    select * from {{ source('catalogue', 'field_concepts') }}
),

concepts as (
    select * from {{ source('catalogue', 'concepts') }}
),

asked as (
    select
        field_concepts.concept_id,
        items.return_id,
        items.return_item_id,
        items.description,
        count(*) as fields_count,
        -- One claim that can be proved or refuted is enough to say that the return is made here.
        bool_or(claims.state <> 'claimed, cannot be proved') as is_made_here
    from claims
    inner join items on claims.return_item_id = items.return_item_id
    inner join field_concepts on claims.dataset = field_concepts.dataset and claims.field = field_concepts.field
    group by field_concepts.concept_id, items.return_id, items.return_item_id, items.description
),

counted as (
    select
        concept_id,
        count(distinct return_id) as returns_count,
        count(*) as items_count
    from asked
    group by concept_id
),

final as (
    select
        asked.concept_id,
        concepts.domain_id,
        concepts.label,
        asked.return_id,
        asked.return_item_id,
        asked.description,
        asked.fields_count,
        asked.is_made_here,
        counted.returns_count,
        counted.items_count
    from asked
    inner join counted on asked.concept_id = counted.concept_id
    inner join concepts on asked.concept_id = concepts.concept_id
)

select * from final
