with cohort as (select * from {{ ref('int_indicator__cohort') }}),

birthdays as (select * from {{ ref('int_indicator__birthday') }}),

voice as (select * from {{ ref('int_indicator__voice') }}),

cases as (select * from {{ ref('fct_homelessness_case') }}),

contacts as (select * from {{ ref('fct_care_leaver_contact') }}),

latest_home as (
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        contacts.accommodation_code = 'S' as is_homeless,
        contacts.accommodation_code in ('V', 'W') as is_temporary
    from cohort
    inner join contacts
        on
            cohort.local_authority_code = contacts.local_authority_code
            and cohort.person_id = contacts.person_id
    where
        -- The return's 0 says that nothing is known.
        nullif(contacts.accommodation_code, '0') is not null
        and contacts.contact_date between cohort.year_start_date and cohort.period_end_date
    qualify
        row_number() over (
            partition by cohort.local_authority_code, cohort.period_end_date, cohort.person_id
            order by contacts.contact_date desc, contacts.row_number desc
        ) = 1
),

owed_duty as (
    {{ dated_within('cases', 'assessment_date', where="cases.is_duty_owed") }}
),

placed as (
    {{ dated_within(
        'cases', 'ta_start_date',
        where="(cases.ta_end_date is null or cases.ta_end_date > cohort.period_end_date)"
    ) }}
),

final as (
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        case when birthdays.is_suitability_counted then birthdays.is_suitable end as has_suitable_accommodation,
        {{ as_answered('feels_safe_at_home') }},
        {{ as_answered('feels_settled_at_home') }},
        case when birthdays.is_suitability_counted then birthdays.is_in_custody end as is_in_custody,
        case
            when cohort.is_care_leaver
                then coalesce(latest_home.is_homeless, false) or owed_duty.latest_date is not null
        end as is_homeless,
        case
            when cohort.is_care_leaver
                then coalesce(latest_home.is_temporary, false) or placed.latest_date is not null
        end as is_in_temporary_accommodation,
        -- Staying put is an arrangement for those of 18 to 20 (Children Act 1989, section 23CZA).
        case when birthdays.birthday_age between 18 and 20 then birthdays.is_staying_put end as is_staying_put
    from cohort
    {{ join_members(['birthdays', 'voice', 'latest_home', 'owed_duty', 'placed']) }}
)

select * from final
