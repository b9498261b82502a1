with cohort as (select * from {{ ref('int_indicator__cohort') }}),

checks as (select * from {{ ref('fct_health_check') }}),

immunisations as (select * from {{ ref('fct_immunisation') }}),

registrations as (select * from {{ ref('fct_health_registration') }}),

disabilities as (select * from {{ ref('fct_disability') }}),

assessed as (
    {{ dated_within('checks', 'health_assessment_date', where="checks.health_check_status_code = 'COMPLETED'") }}
),

seen_by_dentist as (
    {{ dated_within('checks', 'dental_check_date', where="checks.health_check_status_code = 'COMPLETED'") }}
),

immunised as (
    {{ as_extracted('immunisations', "immunisations.is_immunised", where="immunisations.is_immunised is not null") }}
),

registered as (
    {{ as_extracted(
        'registrations', "registrations.is_registered_with_gp",
        where="registrations.is_registered_with_gp is not null"
    ) }}
),

disabled as (
    {{ as_extracted('disabilities', "coalesce(disabilities.is_disabled, false)") }}
),

disabilities_sent as (
    select
        cohort.local_authority_code,
        cohort.period_end_date
    from cohort
    inner join disabilities on cohort.local_authority_code = disabilities.local_authority_code
    where
        disabilities.dataset = 'ssd_disability'
        and disabilities.extract_date >= cohort.period_end_date
        and disabilities.extract_date < {{ add_months('cohort.period_end_date', 3) }}
    group by cohort.local_authority_code, cohort.period_end_date
),

final as (
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        case when cohort.is_looked_after and cohort.age_years >= 16 then assessed.latest_date is not null end
            as has_health_assessment_in_date,
        case when cohort.is_looked_after and cohort.age_years >= 16 then seen_by_dentist.latest_date is not null end
            as has_dental_check_in_date,
        case when cohort.is_looked_after and cohort.age_years >= 16 then immunised.is_met end as is_immunised,
        -- Only those with a disability have a row, so whoever has none counts once the authority sends any.
        case
            when cohort.is_care_leaver and disabilities_sent.period_end_date is not null
                then coalesce(disabled.is_met, false)
        end as has_disability,
        case when cohort.is_care_leaver then registered.is_met end as is_registered_with_gp
    from cohort
    left join disabilities_sent
        on
            cohort.local_authority_code = disabilities_sent.local_authority_code
            and cohort.period_end_date = disabilities_sent.period_end_date
    {{ join_members(['assessed', 'seen_by_dentist', 'immunised', 'disabled', 'registered']) }}
)

select * from final
