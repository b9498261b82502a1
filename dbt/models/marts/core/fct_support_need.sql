with support_needs as (select * from {{ ref('stg_housing__homelessness_support_need') }}),

cases as (select * from {{ ref('fct_homelessness_case') }}),

final as (
    select
        cases.local_authority_code,
        cases.person_id,
        'housing' as source,
        'hclic_support_needs' as dataset,
        support_needs.load_id,
        support_needs.row_number,
        len(support_needs.unreadable_fields) > 0 as is_unreadable,
        cases.perspective,
        cases.case_reference,
        cases.is_main_applicant,
        cases.assessment_date,
        support_needs.has_support_need_young_person_18_25,
        support_needs.has_support_need_young_parent,
        support_needs.has_support_need_care_leaver_18_20,
        support_needs.has_support_need_care_leaver_21_24,
        support_needs.has_support_need_care_leaver_25_plus,
        support_needs.has_support_need_care_leaver_21_plus_retired,
        support_needs.has_support_need_physical_ill_health_disability,
        support_needs.has_support_need_mental_health_history,
        support_needs.has_support_need_learning_disability,
        support_needs.has_support_need_sexual_abuse,
        support_needs.has_support_need_domestic_abuse,
        support_needs.has_support_need_non_domestic_abuse,
        support_needs.has_support_need_drug_dependency,
        support_needs.has_support_need_alcohol_dependency,
        support_needs.has_support_need_offending_history,
        support_needs.has_support_need_repeat_homelessness,
        support_needs.has_support_need_rough_sleeping,
        support_needs.has_support_need_access_to_eet,
        support_needs.has_support_need_modern_slavery,
        support_needs.has_support_need_difficulties_budgeting
    from support_needs
    inner join cases
        on
            support_needs.local_authority_code = cases.local_authority_code
            and support_needs.case_reference = cases.case_reference
)

select * from final
