with source_record as (
    select * from {{ ref('int_person__source_record') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

found as (
    select * from {{ ref('int_person__direct_link') }}
    union all
    select * from {{ ref('int_person__indirect_link') }}
),

final as (
    select
        source_record.local_authority_code,
        source_record.source,
        source_record.dataset,
        source_record.source_record_id,
        coalesce(lcs_person.person_id, found.person_id) as person_id,
        case
            when lcs_person.lcs_person_id = lcs_person.anchor_lcs_person_id then 'case_system_record'
            else found.link_rule_id
        end as link_rule_id,
        case
            when lcs_person.lcs_person_id = lcs_person.anchor_lcs_person_id then 0
            else found.link_rule_order
        end as link_rule_order,
        coalesce(found.linked_dataset, lcs_person.dataset) as linked_dataset,
        coalesce(found.linked_source_record_id, lcs_person.lcs_person_id) as linked_source_record_id,
        source_record.row_dataset,
        source_record.load_id,
        source_record.row_number
    from source_record
    left join lcs_person
        on
            source_record.source = 'lcs'
            and source_record.local_authority_code = lcs_person.local_authority_code
            and source_record.source_record_id = lcs_person.lcs_person_id
    left join found
        on
            source_record.local_authority_code = found.local_authority_code
            and source_record.dataset = found.dataset
            and source_record.source_record_id = found.source_record_id
)

select * from final
