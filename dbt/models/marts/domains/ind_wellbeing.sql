with cohort as (

    select * from {{ ref('int_indicator__cohort') }}

),

voice as (

    select * from {{ ref('int_indicator__voice') }}

),

final as (

    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        case when cohort.is_care_leaver then voice.satisfied_with_life end as satisfied_with_life,
        case when cohort.is_care_leaver then voice.happy_yesterday end as happy_yesterday,
        case when cohort.is_care_leaver then voice.low_anxiety end as low_anxiety,
        case when cohort.is_care_leaver then voice.hopeful end as hopeful,
        case when cohort.is_care_leaver then voice.enjoys_life end as enjoys_life
    from cohort
    left join voice
        on
            cohort.local_authority_code = voice.local_authority_code
            and cohort.person_id = voice.person_id
            and cohort.period_end_date = voice.period_end_date

)

select * from final
