with link as (
    select * from {{ ref('int_person__link') }}
),

final as (
    select
        local_authority_code,
        source,
        dataset,
        source_record_id,
        person_id,
        link_rule_id,
        link_rule_order,
        linked_dataset,
        linked_source_record_id,
        row_dataset,
        load_id,
        row_number
    from link
)

select * from final
