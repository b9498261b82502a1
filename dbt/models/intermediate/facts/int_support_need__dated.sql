with support_needs as (select * from {{ ref('stg_housing__homelessness_support_need') }}),

cases as (select * from {{ ref('stg_housing__homelessness_case') }}),

final as (
    select
        support_needs.*,
        cases.assessment_date
    from support_needs
    inner join cases
        on
            support_needs.local_authority_code = cases.local_authority_code
            and support_needs.case_reference = cases.case_reference
)

select * from final
