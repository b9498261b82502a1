with support_needs as (select * from {{ ref('stg_housing__homelessness_support_need') }}),

cases as (select * from {{ ref('stg_housing__homelessness_case') }}),

final as (
    select
        support_needs.local_authority_code,
        support_needs.case_reference,
        support_needs.load_id,
        support_needs.row_number,
        support_needs.extract_date,
        support_needs.unreadable_fields,
        -- Only a tick is on record: a need left unticked is no finding that there is none.
        nullif(support_needs.has_support_need_young_parent, false) as has_support_need_young_parent,
        nullif(support_needs.has_support_need_care_leaver_18_20, false) as has_support_need_care_leaver_18_20,
        nullif(support_needs.has_support_need_care_leaver_21_24, false) as has_support_need_care_leaver_21_24,
        nullif(support_needs.has_support_need_care_leaver_25_plus, false) as has_support_need_care_leaver_25_plus,
        nullif(support_needs.has_support_need_care_leaver_21_plus_retired, false)
            as has_support_need_care_leaver_21_plus_retired,
        nullif(support_needs.has_support_need_physical_ill_health_disability, false)
            as has_support_need_physical_ill_health_disability,
        nullif(support_needs.has_support_need_learning_disability, false) as has_support_need_learning_disability,
        nullif(support_needs.has_support_need_drug_dependency, false) as has_support_need_drug_dependency,
        nullif(support_needs.has_support_need_alcohol_dependency, false) as has_support_need_alcohol_dependency,
        nullif(support_needs.has_support_need_offending_history, false) as has_support_need_offending_history,
        cases.assessment_date
    from support_needs
    inner join cases
        on
            support_needs.local_authority_code = cases.local_authority_code
            and support_needs.case_reference = cases.case_reference
)

select * from final
