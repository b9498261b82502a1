with cohort as (select * from {{ ref('int_indicator__cohort') }}),

advisers as (select * from {{ ref('fct_adviser') }}),

final as (
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        bool_or(
            advisers.involvement_end_date is null or advisers.involvement_end_date > cohort.period_end_date
        ) as has_adviser,
        count(distinct advisers.adviser_id) = 1 as has_same_adviser
    from cohort
    inner join advisers
        on cohort.local_authority_code = advisers.local_authority_code and cohort.person_id = advisers.person_id
    where
        advisers.involvement_start_date <= cohort.period_end_date
        and (advisers.involvement_end_date is null or advisers.involvement_end_date > cohort.year_start_date)
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id
)

select * from final
