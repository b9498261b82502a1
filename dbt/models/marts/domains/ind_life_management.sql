with cohort as (select * from {{ ref('int_indicator__cohort') }}),

voice as (select * from {{ ref('int_indicator__voice') }}),

plans as (select * from {{ ref('fct_pathway_plan') }}),

tenancies as (select * from {{ ref('fct_tenancy') }}),

needs as (select * from {{ ref('fct_support_need') }}),

payments as (select * from {{ ref('fct_leaving_care_payment') }}),

reviewed as (
    {{ as_extracted(
        'plans',
        'coalesce(plans.pathway_plan_review_date >= ' ~ add_months('plans.extract_date', -6) ~ ', false)',
        where="not plans.is_unreadable"
    ) }}
),

in_arrears as (
    {{ as_extracted(
        'tenancies', "tenancies.is_in_arrears",
        where="tenancies.tenancy_end_date is null and tenancies.is_in_arrears is not null"
    ) }}
),

applied as (
    {{ dated_within('needs', 'assessment_date', where="needs.is_main_applicant") }}
),

needs_budgeting as (
    {{ dated_within(
        'needs', 'assessment_date',
        where="needs.is_main_applicant and needs.has_support_need_difficulties_budgeting"
    ) }}
),

paid as (
    {{ dated_within(
        'payments', 'payment_date', since="date '1900-01-01'",
        where="payments.payment_kind_code = 'SETTING_UP_HOME'"
    ) }}
),

paying as (
    select
        local_authority_code,
        min(payment_date) as first_payment_date
    from payments
    group by local_authority_code
),

final as (
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        case when cohort.is_care_leaver then reviewed.is_met end as has_pathway_plan_in_date,
        {{ as_answered('copes_with_money') }},
        case when cohort.is_care_leaver then in_arrears.is_met end as has_rent_arrears,
        case
            when cohort.is_care_leaver and applied.latest_date is not null
                then needs_budgeting.latest_date is not null
        end as has_budgeting_need,
        case
            when
                cohort.is_care_leaver
                and cohort.age_years >= 18
                and paying.first_payment_date <= cohort.period_end_date
                then paid.latest_date is not null
        end as has_used_setting_up_allowance
    from cohort
    left join paying on cohort.local_authority_code = paying.local_authority_code
    {{ join_members(['voice', 'reviewed', 'in_arrears', 'applied', 'needs_budgeting', 'paid']) }}
)

select * from final
