-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_permanence') }}
    where is_current

),

final as (

    select
        local_authority_code,
        load_id,
        row_number,
        extract_date,
        record_key,
        unreadable_fields,
        perm_table_id as permanence_row_id,
        perm_person_id as lcs_person_id,
        perm_cla_id as cla_id,
        perm_adm_decision_date as placed_for_adoption_decision_date,
        perm_ffa_cp_decision_date as ffa_cp_decision_date,
        perm_placement_order_date as placement_order_date,
        perm_placed_for_adoption_date as placed_for_adoption_date,
        perm_matched_date as matched_date,
        perm_adopted_by_carer_flag as is_adopted_by_carer,
        perm_placed_ffa_cp_date as placed_ffa_cp_date,
        perm_decision_reversed_date as decision_reversed_date,
        perm_placed_foster_carer_date as placed_foster_carer_date,
        perm_part_of_sibling_group as is_part_of_sibling_group,
        perm_siblings_placed_together as siblings_placed_together,
        perm_siblings_placed_apart as siblings_placed_apart,
        perm_placement_provider_urn as placement_provider_urn,
        perm_decision_reversed_reason as decision_reversed_reason_code,
        perm_permanence_order_date as permanence_order_date,
        perm_permanence_order_type as permanence_order_type,
        perm_adoption_worker_id as adoption_worker_id,
        perm_adopter_sex as adopter_sex_code,
        perm_adopter_legal_status as adopter_legal_status_code,
        perm_number_of_adopters as number_of_adopters_code
    from source

)

select * from final
