-- Time looked after, short breaks left out, measured against the birthdays that leaving-care law counts from. Nobody is
-- looked after as an adult (Children Act 1989 s105), so days stop counting at the 18th birthday.
with spell as (
    select * from {{ ref('fct_care_spell') }}
    where not is_short_break
),

person as (
    select * from {{ ref('dim_person') }}
    where birth_date is not null
),

parameter as (
    select cast(value as integer) as days_needed
    from {{ source('catalogue', 'parameters') }}
    where parameter = 'care_days_after_14'
),

aged as (
    select
        spell.local_authority_code,
        spell.person_id,
        spell.spell_start_date,
        spell.spell_end_date,
        spell.end_reason_code,
        {{ add_years('person.birth_date', 14) }} as fourteenth_birthday,
        {{ add_years('person.birth_date', 16) }} as sixteenth_birthday,
        {{ add_years('person.birth_date', 18) }} as eighteenth_birthday,
        {{ add_years('person.birth_date', 25) }} as twenty_fifth_birthday
    from spell
    inner join person on {{ same_person('spell', 'person') }}
),

clipped as (
    select
        *,
        greatest(spell_start_date, fourteenth_birthday) as counted_from_date,
        least(coalesce(spell_end_date, eighteenth_birthday), eighteenth_birthday) as counted_to_date
    from aged
    where spell_start_date < eighteenth_birthday
),

counted as (
    select
        *,
        greatest({{ dbt.datediff('counted_from_date', 'counted_to_date', 'day') }}, 0) as counted_days,
        counted_to_date > sixteenth_birthday as is_after_16
    from clipped
),

summed as (
    select
        *,
        sum(counted_days) over until_now - counted_days as earlier_days,
        bool_or(is_after_16) over until_now as was_after_16,
        lead(spell_start_date) over until_now as next_spell_start_date
    from counted
    window until_now as (partition by local_authority_code, person_id order by spell_start_date)
),

qualified as (
    select
        summed.*,
        case
            when summed.earlier_days + summed.counted_days >= parameter.days_needed
                then greatest(
                    summed.counted_from_date,
                    summed.sixteenth_birthday,
                    -- The day that completes the 13 weeks counts itself.
                    cast({{ dbt.dateadd(
                        'day',
                        'cast(greatest(parameter.days_needed - summed.earlier_days - 1, 0) as integer)',
                        'summed.counted_from_date'
                    ) }} as date)
                )
        end as days_complete_date
    from summed
    cross join parameter
),

final as (
    select
        local_authority_code,
        person_id,
        spell_start_date,
        spell_end_date,
        end_reason_code,
        next_spell_start_date,
        sixteenth_birthday,
        eighteenth_birthday,
        twenty_fifth_birthday,
        counted_from_date,
        counted_to_date,
        counted_days,
        earlier_days,
        is_after_16,
        was_after_16,
        case when days_complete_date < counted_to_date then days_complete_date end as eligible_from_date
    from qualified
)

select * from final
