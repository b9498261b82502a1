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
        -- Only a tick is on record: a need left unticked is no finding that there is none.
        nullif(support_needs.has_support_need_young_person_18_25, false) as has_support_need_young_person_18_25,
        nullif(support_needs.has_support_need_young_parent, false) as has_support_need_young_parent,
        nullif(support_needs.has_support_need_care_leaver_18_20, false) as has_support_need_care_leaver_18_20,
        nullif(support_needs.has_support_need_care_leaver_21_24, false) as has_support_need_care_leaver_21_24,
        nullif(support_needs.has_support_need_care_leaver_25_plus, false) as has_support_need_care_leaver_25_plus,
        nullif(support_needs.has_support_need_care_leaver_21_plus_retired, false)
            as has_support_need_care_leaver_21_plus_retired,
        nullif(support_needs.has_support_need_physical_ill_health_disability, false)
            as has_support_need_physical_ill_health_disability,
        nullif(support_needs.has_support_need_mental_health_history, false) as has_support_need_mental_health_history,
        nullif(support_needs.has_support_need_learning_disability, false) as has_support_need_learning_disability,
        nullif(support_needs.has_support_need_sexual_abuse, false) as has_support_need_sexual_abuse,
        nullif(support_needs.has_support_need_domestic_abuse, false) as has_support_need_domestic_abuse,
        nullif(support_needs.has_support_need_non_domestic_abuse, false) as has_support_need_non_domestic_abuse,
        nullif(support_needs.has_support_need_drug_dependency, false) as has_support_need_drug_dependency,
        nullif(support_needs.has_support_need_alcohol_dependency, false) as has_support_need_alcohol_dependency,
        nullif(support_needs.has_support_need_offending_history, false) as has_support_need_offending_history,
        nullif(support_needs.has_support_need_repeat_homelessness, false) as has_support_need_repeat_homelessness,
        nullif(support_needs.has_support_need_rough_sleeping, false) as has_support_need_rough_sleeping,
        nullif(support_needs.has_support_need_access_to_eet, false) as has_support_need_access_to_eet,
        nullif(support_needs.has_support_need_modern_slavery, false) as has_support_need_modern_slavery,
        nullif(support_needs.has_support_need_difficulties_budgeting, false) as has_support_need_difficulties_budgeting
    from support_needs
    inner join cases
        on
            support_needs.local_authority_code = cases.local_authority_code
            and support_needs.case_reference = cases.case_reference
)

select * from final
