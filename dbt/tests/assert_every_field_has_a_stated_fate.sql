-- A field reaches something that is shown, asked or returned, or is listed with the reason why it does not.
with fields as (select * from {{ source('catalogue', 'fields') }}),

fates as (
    select
        *,
        proved_concepts_count + indicators_count + return_items_count + dashboard_measures_count as reached_count
    from {{ ref('map_field') }}
)

select
    fields.source,
    fields.dataset,
    fields.field,
    fates.fate,
    fates.fate_reason,
    fates.reached_count
from fields
left join fates on fields.dataset = fates.dataset and fields.field = fates.field
where
    fates.fate is null
    or (fates.fate = 'used') <> (fates.fate_reason is null)
    or (fates.fate = 'used') <> (fates.reached_count > 0)
    or (fates.fate = 'decides' and fates.decided_count = 0)
    or (fates.fate = 'unused' and fates.decided_count > 0)
