with cohort as (select * from {{ ref('int_indicator__cohort') }}),

voice as (select * from {{ ref('int_indicator__voice') }}),

missing_episodes as (select * from {{ ref('fct_missing_episode') }}),

offences as (select * from {{ ref('fct_offence') }}),

substance_misuse as (select * from {{ ref('fct_substance_misuse') }}),

harm as (select * from {{ ref('int_risk__known_harm') }}),

went_missing as (
    {{ dated_within('missing_episodes', 'missing_start_date') }}
),

offended as (
    {{ dated_within('offences', 'offence_date', where="offences.dataset = 'ssd_cla_convictions'") }}
),

misused as (
    {{ dated_within('substance_misuse', 'substance_misuse_date', where="substance_misuse.has_substance_misuse") }}
),

exploited as (
    {{ dated_within('harm', 'harm_date', since="date '1900-01-01'", where="harm.is_exploited") }}
),

final as (
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        case when cohort.is_looked_after and cohort.age_years >= 16 then went_missing.latest_date is not null end
            as has_been_missing,
        case when cohort.is_looked_after and cohort.age_years >= 16 then offended.latest_date is not null end
            as has_been_convicted,
        case when cohort.is_care_leaver then misused.latest_date is not null end as has_substance_misuse,
        case when cohort.is_care_leaver then exploited.latest_date is not null end as has_known_exploitation,
        {{ as_answered('feels_safe') }},
        {{ as_answered('feels_safe_in_area') }}
    from cohort
    {{ join_members(['voice', 'went_missing', 'offended', 'misused', 'exploited']) }}
)

select * from final
