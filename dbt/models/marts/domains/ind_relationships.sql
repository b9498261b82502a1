with cohort as (select * from {{ ref('int_indicator__cohort') }}),

birthdays as (select * from {{ ref('int_indicator__birthday') }}),

voice as (select * from {{ ref('int_indicator__voice') }}),

advised as (select * from {{ ref('int_indicator__adviser') }}),

contacts as (select * from {{ ref('fct_contact_date') }}),

parenthood as (select * from {{ ref('fct_parenthood') }}),

views as (select * from {{ ref('int_relationships__voice') }}),

contacted as (
    {{ dated_within('contacts', 'contact_date', since="cohort.period_end_date - interval 91 day") }}
),

heard as (
    {{ dated_within('views', 'voice_date', where="views.voice = 'ANSWERED'") }}
),

parents as (
    {{ as_extracted('parenthood', "coalesce(parenthood.is_parent, false)") }}
),

final as (
    select
        cohort.local_authority_code,
        cohort.period_end_date,
        cohort.person_id,
        cohort.age_band,
        {{ on_birthday('is_in_touch', 'is_in_touch') }},
        case when cohort.is_care_leaver then contacted.latest_date is not null end as has_recent_contact,
        case when cohort.is_care_leaver then coalesce(advised.has_adviser, false) end as has_personal_adviser,
        case when cohort.is_care_leaver then advised.has_same_adviser end as has_same_adviser,
        case when cohort.is_care_leaver then parents.is_met end as is_parent,
        {{ as_answered('has_someone_to_trust') }},
        {{ as_answered('is_lonely') }},
        case when cohort.is_care_leaver then heard.latest_date is not null end as has_been_heard
    from cohort
    {{ join_members(['birthdays', 'voice', 'advised', 'contacted', 'heard', 'parents']) }}
)

select * from final
