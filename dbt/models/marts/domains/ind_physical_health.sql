with cohort as (

    select * from {{ ref('int_indicator__cohort') }}

),

checks as (

    select * from {{ ref('fct_health_check') }}

),

immunisations as (

    select * from {{ ref('fct_immunisation') }}

),

registrations as (

    select * from {{ ref('fct_health_registration') }}

),

assessed as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        max(checks.health_assessment_date) as event_date
    from cohort
    inner join checks
        on cohort.local_authority_code = checks.local_authority_code and cohort.person_id = checks.person_id
    where
        checks.health_assessment_date between cohort.year_start_date and cohort.period_end_date
        and checks.health_check_status_code = 'COMPLETED'
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

seen_by_dentist as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        max(checks.dental_check_date) as event_date
    from cohort
    inner join checks
        on cohort.local_authority_code = checks.local_authority_code and cohort.person_id = checks.person_id
    where
        checks.dental_check_date between cohort.year_start_date and cohort.period_end_date
        and checks.health_check_status_code = 'COMPLETED'
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

immunised as (

    -- A status without history speaks for a quarter that ended in the three months before its extract.
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        bool_or(immunisations.is_immunised) as is_met
    from cohort
    inner join immunisations
        on cohort.local_authority_code = immunisations.local_authority_code and cohort.person_id = immunisations.person_id
    where
        immunisations.extract_date >= cohort.period_end_date
        and immunisations.extract_date < {{ add_months('cohort.period_end_date', 3) }}
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

registered as (

    -- A status without history speaks for a quarter that ended in the three months before its extract.
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        bool_or(registrations.is_registered_with_gp) as is_met
    from cohort
    inner join registrations
        on cohort.local_authority_code = registrations.local_authority_code and cohort.person_id = registrations.person_id
    where
        registrations.registration_date >= cohort.period_end_date
        and registrations.registration_date < {{ add_months('cohort.period_end_date', 3) }}
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

final as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        case when cohort.is_looked_after then assessed.event_date is not null end as health_assessment_in_year,
        case when cohort.is_looked_after then seen_by_dentist.event_date is not null end as dental_check_in_year,
        case when cohort.is_looked_after then immunised.is_met end as immunisations_up_to_date,
        registered.is_met as registered_with_gp
    from cohort
    left join assessed
        on
            cohort.local_authority_code = assessed.local_authority_code
            and cohort.person_id = assessed.person_id
            and cohort.period_end_date = assessed.period_end_date
    left join seen_by_dentist
        on
            cohort.local_authority_code = seen_by_dentist.local_authority_code
            and cohort.person_id = seen_by_dentist.person_id
            and cohort.period_end_date = seen_by_dentist.period_end_date
    left join immunised
        on
            cohort.local_authority_code = immunised.local_authority_code
            and cohort.person_id = immunised.person_id
            and cohort.period_end_date = immunised.period_end_date
    left join registered
        on
            cohort.local_authority_code = registered.local_authority_code
            and cohort.person_id = registered.person_id
            and cohort.period_end_date = registered.period_end_date

)

select * from final
