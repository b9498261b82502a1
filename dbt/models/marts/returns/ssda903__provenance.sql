-- The return's own names are upper case. -- noqa: disable=RF06
with provenance as (
    {{ of_every_module("provenance", [
        "child_id", "line", "item", "value", "source_dataset", "load_id", "row_number", "rule"
    ]) }}
),

final as (
    select
        local_authority_code,
        collection_year,
        module,
        child_id as "CHILD",
        line,
        item,
        value,
        source_dataset,
        load_id,
        row_number,
        rule
    from provenance
)

select * from final
