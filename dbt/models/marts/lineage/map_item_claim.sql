-- The fields that the catalogue says an item of a return is made from, beside those that the SQL makes it from.
with claims as (
    select
        dataset,
        field,
        upper(return_id) || '.' || module || '.' || item as return_item_id,
        provenance as claim_file,
        provenance_line as claim_line
    from {{ source('catalogue', 'field_return_items') }}
),

proofs as (
    select
        dataset,
        field,
        target_id as return_item_id,
        steps
    from {{ source('landing', 'lineage_paths') }}
    where target_kind = 'return_item' and via = 'feeds'
),

deciders as (
    select
        dataset,
        field,
        target_id as return_item_id
    from {{ source('landing', 'lineage_paths') }}
    where target_kind = 'return_item' and via = 'decides'
),

-- A return that no SQL here makes is filled elsewhere: what is said of it cannot be proved.
made_returns as (
    select split_part(return_item_id, '.', 1) as return_name
    from proofs
    group by split_part(return_item_id, '.', 1)
),

-- A field that plays the same part in telling who a row is about needs no claim of its own.
in_their_role as (
    select
        fields.dataset,
        fields.field,
        upper(items.return_id) || '.' || items.module || '.' || items.item as return_item_id,
        items.provenance as claim_file,
        items.provenance_line as claim_line
    from {{ source('catalogue', 'fields') }} as fields
    inner join {{ source('catalogue', 'return_items') }} as items on fields.identity_role = items.identity_role
),

places as (
    select * from {{ ref('map_target_place') }}
),

compared as (
    select
        coalesce(claims.dataset, proofs.dataset) as dataset,
        coalesce(claims.field, proofs.field) as field,
        coalesce(claims.return_item_id, proofs.return_item_id) as return_item_id,
        claims.return_item_id is not null or in_their_role.return_item_id is not null as is_claimed,
        proofs.return_item_id is not null as is_proved,
        proofs.steps as steps_count,
        coalesce(claims.claim_file, in_their_role.claim_file) as claim_file,
        coalesce(claims.claim_line, in_their_role.claim_line) as claim_line
    from claims
    full join proofs
        on
            claims.dataset = proofs.dataset
            and claims.field = proofs.field
            and claims.return_item_id = proofs.return_item_id
    left join in_their_role
        on
            proofs.dataset = in_their_role.dataset
            and proofs.field = in_their_role.field
            and proofs.return_item_id = in_their_role.return_item_id
),

final as (
    select
        compared.dataset,
        compared.field,
        compared.return_item_id,
        case
            when made_returns.return_name is null then 'claimed, cannot be proved'
            else {{ claim_state('compared.is_claimed', 'compared.is_proved') }}
        end as state,
        deciders.return_item_id is not null as is_deciding,
        compared.steps_count,
        compared.claim_file,
        compared.claim_line,
        case when compared.is_proved then places.sql_file end as sql_file,
        case when compared.is_proved then places.sql_line end as sql_line
    from compared
    left join places on compared.return_item_id = places.target_id
    left join deciders
        on
            compared.dataset = deciders.dataset
            and compared.field = deciders.field
            and compared.return_item_id = deciders.return_item_id
    left join made_returns on split_part(compared.return_item_id, '.', 1) = made_returns.return_name
)

select * from final
