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
        support_needs.has_support_need_young_parent,
        support_needs.has_support_need_care_leaver_18_20,
        support_needs.has_support_need_care_leaver_21_24,
        support_needs.has_support_need_care_leaver_25_plus,
        support_needs.has_support_need_care_leaver_21_plus_retired,
        support_needs.has_support_need_physical_ill_health_disability,
        support_needs.has_support_need_learning_disability,
        support_needs.has_support_need_drug_dependency,
        support_needs.has_support_need_alcohol_dependency,
        support_needs.has_support_need_offending_history,
        cases.assessment_date
    from support_needs
    inner join cases
        on
            support_needs.local_authority_code = cases.local_authority_code
            and support_needs.case_reference = cases.case_reference
)

select * from final
