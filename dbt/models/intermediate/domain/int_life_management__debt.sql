with tenancy as (select * from {{ ref('fct_tenancy') }}),

support_need as (select * from {{ ref('fct_support_need') }}),

final as (
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        'rent_arrears' as field,
        load_id,
        row_number,
        is_rent_arrears_unreadable as is_unreadable,
        perspective,
        extract_date as debt_date,
        is_in_arrears as has_debt
    from tenancy
    union all
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        'support_need_difficulties_budgeting' as field,
        load_id,
        row_number,
        is_unreadable,
        perspective,
        assessment_date as debt_date,
        has_support_need_difficulties_budgeting as has_debt
    from support_need
)

select * from final
