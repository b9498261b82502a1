with run_settings as (select * from {{ source('landing', 'run_settings') }}),

persons as (select * from {{ ref('dim_person') }}),

spells as (select * from {{ ref('fct_care_spell') }}),

eligibilities as (select * from {{ ref('fct_eligibility') }}),

special_needs as (select * from {{ ref('fct_special_educational_need') }}),

looked_after as (
    select
        spells.local_authority_code,
        spells.person_id
    from spells
    cross join run_settings
    where
        not spells.is_short_break
        and spells.spell_start_date <= run_settings.as_at
        and (spells.spell_end_date is null or spells.spell_end_date > run_settings.as_at)
    group by spells.local_authority_code, spells.person_id
),

eligible as (
    select
        eligibilities.local_authority_code,
        eligibilities.person_id,
        eligibilities.eligibility_code
    from eligibilities
    cross join run_settings
    where
        eligibilities.valid_from_date <= run_settings.as_at
        and (eligibilities.valid_to_date is null or eligibilities.valid_to_date > run_settings.as_at)
    qualify
        row_number() over (
            partition by eligibilities.local_authority_code, eligibilities.person_id
            order by eligibilities.valid_from_date desc
        ) = 1
),

planned as (
    select
        special_needs.local_authority_code,
        special_needs.person_id,
        bool_or(special_needs.has_plan) as has_plan
    from special_needs
    cross join run_settings
    where {{ has_begun('special_needs.need_date') }}
    group by special_needs.local_authority_code, special_needs.person_id
),

described as (
    select
        persons.local_authority_code,
        persons.person_id,
        run_settings.as_at,
        persons.birth_date,
        persons.sex_code,
        persons.is_formerly_uasc,
        {{ age_in_years('persons.birth_date', 'run_settings.as_at') }} as age_years,
        eligible.eligibility_code,
        looked_after.person_id is not null as is_looked_after,
        coalesce(planned.has_plan, false) as has_plan
    from persons
    cross join run_settings
    left join looked_after
        on
            persons.local_authority_code = looked_after.local_authority_code
            and persons.person_id = looked_after.person_id
    left join eligible
        on
            persons.local_authority_code = eligible.local_authority_code
            and persons.person_id = eligible.person_id
    left join planned
        on
            persons.local_authority_code = planned.local_authority_code
            and persons.person_id = planned.person_id
    where persons.death_date is null or persons.death_date > run_settings.as_at
),

classed as (
    select
        *,
        coalesce(
            not is_looked_after
            and eligibility_code in ('RELEVANT', 'FORMER_RELEVANT', 'QUALIFYING')
            and age_years between 17 and 25,
            false
        ) as is_care_leaver,
        coalesce(eligibility_code = 'QUALIFYING', false) as is_qualifying,
        -- Nobody is left out of a question because a date of birth could not be read.
        coalesce(age_years >= 16, true) as is_aged_16_or_over,
        coalesce(age_years >= 10, true) as is_aged_10_or_over,
        -- CCIS follows young people to 18, and to 25 where they have an education, health and care plan.
        coalesce(age_years >= 16 and (age_years < 18 or (has_plan and age_years < 25)), true) as is_in_ccis_scope
    from described
),

final as (
    select
        *,
        {{ age_band('age_years') }} as age_band,
        is_care_leaver or coalesce(eligibility_code = 'ELIGIBLE', false) as is_entitled_to_adviser
    from classed
    where is_looked_after or is_care_leaver
)

select * from final
