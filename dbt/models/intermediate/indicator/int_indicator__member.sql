with periods as (select * from {{ ref('int_indicator__period') }}),

spells as (select * from {{ ref('fct_care_spell') }}),

eligibilities as (select * from {{ ref('fct_eligibility') }}),

birthdays as (select * from {{ ref('int_contact__at_birthday') }}),

looked_after as (
    select
        spells.local_authority_code,
        periods.period_end_date,
        spells.person_id,
        true as is_looked_after,
        false as is_care_leaver
    from spells
    inner join periods
        on
            spells.spell_start_date <= periods.period_end_date
            and (spells.spell_end_date is null or spells.spell_end_date > periods.period_end_date)
    where not spells.is_short_break
),

eligible as (
    select
        eligibilities.local_authority_code,
        periods.period_end_date,
        eligibilities.person_id,
        false as is_looked_after,
        true as is_care_leaver
    from eligibilities
    inner join periods
        on
            eligibilities.valid_from_date <= periods.period_end_date
            and (eligibilities.valid_to_date is null or eligibilities.valid_to_date > periods.period_end_date)
    where eligibilities.eligibility_code in ('RELEVANT', 'FORMER_RELEVANT', 'QUALIFYING')
),

had_birthday as (
    select
        birthdays.local_authority_code,
        periods.period_end_date,
        birthdays.person_id,
        false as is_looked_after,
        false as is_care_leaver
    from birthdays
    inner join periods
        on birthdays.birthday_date between periods.period_start_date and periods.period_end_date
),

members as (
    select * from looked_after
    union all
    select * from eligible
    union all
    select * from had_birthday
),

final as (
    select
        local_authority_code,
        period_end_date,
        person_id,
        bool_or(is_looked_after) as is_looked_after,
        bool_or(is_care_leaver) and not bool_or(is_looked_after) as is_care_leaver
    from members
    group by local_authority_code, period_end_date, person_id
)

select * from final
