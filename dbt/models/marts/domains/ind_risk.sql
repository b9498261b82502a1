with cohort as (

    select * from {{ ref('int_indicator__cohort') }}

),

voice as (

    select * from {{ ref('int_indicator__voice') }}

),

missing_episodes as (

    select * from {{ ref('fct_missing_episode') }}

),

offences as (

    select * from {{ ref('fct_offence') }}

),

substance_misuse as (

    select * from {{ ref('fct_substance_misuse') }}

),

went_missing as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        max(missing_episodes.missing_start_date) as event_date
    from cohort
    inner join missing_episodes
        on cohort.local_authority_code = missing_episodes.local_authority_code and cohort.person_id = missing_episodes.person_id
    where
        missing_episodes.missing_start_date between cohort.year_start_date and cohort.period_end_date
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

offended as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        max(offences.offence_date) as event_date
    from cohort
    inner join offences
        on cohort.local_authority_code = offences.local_authority_code and cohort.person_id = offences.person_id
    where
        offences.offence_date between cohort.year_start_date and cohort.period_end_date
        and offences.dataset = 'ssd_cla_convictions'
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

misused as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        max(substance_misuse.substance_misuse_date) as event_date
    from cohort
    inner join substance_misuse
        on cohort.local_authority_code = substance_misuse.local_authority_code and cohort.person_id = substance_misuse.person_id
    where
        substance_misuse.substance_misuse_date between cohort.year_start_date and cohort.period_end_date
        and substance_misuse.dataset = 'ssd_cla_substance_misuse' and substance_misuse.has_substance_misuse
    group by cohort.local_authority_code, cohort.period_end_date, cohort.person_id

),

final as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        case when cohort.is_looked_after then went_missing.event_date is not null end as missing_in_year,
        -- The age of criminal responsibility is 10.
        case when cohort.is_looked_after and cohort.age_years between 10 and 17 then offended.event_date is not null end as offence_in_year,
        case when cohort.is_looked_after then misused.event_date is not null end as substance_misuse_in_year,
        case when cohort.is_care_leaver then voice.feels_safe end as feels_safe,
        case when cohort.is_care_leaver then voice.feels_safe_in_area end as feels_safe_in_area
    from cohort
    left join voice
        on
            cohort.local_authority_code = voice.local_authority_code
            and cohort.person_id = voice.person_id
            and cohort.period_end_date = voice.period_end_date
    left join went_missing
        on
            cohort.local_authority_code = went_missing.local_authority_code
            and cohort.person_id = went_missing.person_id
            and cohort.period_end_date = went_missing.period_end_date
    left join offended
        on
            cohort.local_authority_code = offended.local_authority_code
            and cohort.person_id = offended.person_id
            and cohort.period_end_date = offended.period_end_date
    left join misused
        on
            cohort.local_authority_code = misused.local_authority_code
            and cohort.person_id = misused.person_id
            and cohort.period_end_date = misused.period_end_date

)

select * from final
