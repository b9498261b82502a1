with claims as (select * from {{ source('catalogue', 'field_concepts') }}),

fields as (select * from {{ source('catalogue', 'fields') }}),

datasets as (select * from {{ source('catalogue', 'datasets') }}),

-- A field that always arrives empty records nothing, and a dataset that may only be counted records nothing of anybody.
final as (
    select
        claims.concept_id,
        fields.source,
        claims.dataset,
        claims.field,
        fields.perspective
    from claims
    inner join fields on claims.dataset = fields.dataset and claims.field = fields.field
    inner join datasets on claims.dataset = datasets.dataset
    where coalesce(fields.status, '') <> 'placeholder' and datasets.is_linkable
)

select * from final
