with cohort as (

    select * from {{ ref('int_indicator__cohort') }}

),

voice as (

    select * from {{ ref('int_indicator__voice') }}

),

plans as (

    select * from {{ ref('fct_pathway_plan') }}

),

tenancies as (

    select * from {{ ref('fct_tenancy') }}

),

reviewed as (

    -- A status without history speaks for a quarter that ended in the three months before its extract.
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        bool_or(coalesce(plans.pathway_plan_review_date >= {{ add_months('plans.extract_date', -6) }}, false)) as is_met
    from cohort
    inner join plans
        on cohort.local_authority_code = plans.local_authority_code and cohort.person_id = plans.person_id
    where
        plans.extract_date >= cohort.period_end_date
        and plans.extract_date < {{ add_months('cohort.period_end_date', 3) }}
        and not plans.is_unreadable
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

arrears as (

    -- A status without history speaks for a quarter that ended in the three months before its extract.
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        bool_or(tenancies.is_in_arrears) as is_met
    from cohort
    inner join tenancies
        on cohort.local_authority_code = tenancies.local_authority_code and cohort.person_id = tenancies.person_id
    where
        tenancies.extract_date >= cohort.period_end_date
        and tenancies.extract_date < {{ add_months('cohort.period_end_date', 3) }}
        and tenancies.tenancy_end_date is null
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

final as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        case when cohort.is_care_leaver then reviewed.is_met end as pathway_plan_in_date,
        case when cohort.is_care_leaver then arrears.is_met end as in_rent_arrears,
        case when cohort.is_care_leaver then voice.copes_with_money end as copes_with_money
    from cohort
    left join voice
        on
            cohort.local_authority_code = voice.local_authority_code
            and cohort.person_id = voice.person_id
            and cohort.period_end_date = voice.period_end_date
    left join reviewed
        on
            cohort.local_authority_code = reviewed.local_authority_code
            and cohort.person_id = reviewed.person_id
            and cohort.period_end_date = reviewed.period_end_date
    left join arrears
        on
            cohort.local_authority_code = arrears.local_authority_code
            and cohort.person_id = arrears.person_id
            and cohort.period_end_date = arrears.period_end_date

)

select * from final
