-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('housing', 'hclic_support_needs') }}
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
        case_reference,
        support_need_young_person_16_17 as has_support_need_young_person_16_17,
        support_need_young_person_18_25 as has_support_need_young_person_18_25,
        support_need_young_parent as has_support_need_young_parent,
        support_need_care_leaver_18_20 as has_support_need_care_leaver_18_20,
        support_need_care_leaver_21_24 as has_support_need_care_leaver_21_24,
        support_need_care_leaver_25_plus as has_support_need_care_leaver_25_plus,
        support_need_care_leaver_21_plus_retired as has_support_need_care_leaver_21_plus_retired,
        support_need_physical_ill_health_disability as has_support_need_physical_ill_health_disability,
        support_need_mental_health_history as has_support_need_mental_health_history,
        support_need_learning_disability as has_support_need_learning_disability,
        support_need_sexual_abuse as has_support_need_sexual_abuse,
        support_need_domestic_abuse as has_support_need_domestic_abuse,
        support_need_non_domestic_abuse as has_support_need_non_domestic_abuse,
        support_need_drug_dependency as has_support_need_drug_dependency,
        support_need_alcohol_dependency as has_support_need_alcohol_dependency,
        support_need_offending_history as has_support_need_offending_history,
        support_need_repeat_homelessness as has_support_need_repeat_homelessness,
        support_need_rough_sleeping as has_support_need_rough_sleeping,
        support_need_former_asylum_seeker as has_support_need_former_asylum_seeker,
        support_need_old_age as has_support_need_old_age,
        support_need_hm_forces as has_support_need_hm_forces,
        support_need_access_to_eet as has_support_need_access_to_eet,
        support_need_modern_slavery as has_support_need_modern_slavery,
        support_need_difficulties_budgeting as has_support_need_difficulties_budgeting
    from source

)

select * from final
