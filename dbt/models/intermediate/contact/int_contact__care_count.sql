-- The care that counts for a birthday: days from the 14th birthday up to it, whether any from the 16th, and how care
-- stood on it and at the end of the year.
with birthday as (
    select
        *,
        -- Before the birthday, care so far is what counts.
        least(birthday_date, as_at) as counted_until_date
    from {{ ref('int_contact__birthday') }}
),

looked_after as (
    select * from {{ ref('int_care__looked_after') }}
),

final as (
    select
        birthday.local_authority_code,
        birthday.person_id,
        birthday.birthday_age,
        sum(greatest({{ dbt.datediff(
            'looked_after.counted_from_date',
            'least(looked_after.counted_to_date, birthday.counted_until_date)',
            'day'
        ) }}, 0)) as care_days,
        bool_or(
            least(looked_after.counted_to_date, birthday.counted_until_date) > looked_after.sixteenth_birthday
            and looked_after.spell_start_date < birthday.counted_until_date
        ) as was_in_care_after_16,
        bool_or(
            looked_after.spell_start_date <= birthday.birthday_date
            and (looked_after.spell_end_date is null or looked_after.spell_end_date > birthday.birthday_date)
        ) as is_in_care_on_birthday,
        -- How care last ended, as far as known at the end of the year: nothing if it goes on.
        nullif(
            max_by(
                coalesce(
                    case
                        when looked_after.spell_end_date <= birthday.year_end_date then looked_after.end_reason_code
                    end,
                    ''
                ),
                looked_after.spell_start_date
            ) filter (where looked_after.spell_start_date <= birthday.year_end_date), ''
        ) as last_end_reason_code
    from birthday
    inner join looked_after on {{ same_person('birthday', 'looked_after') }}
    group by birthday.local_authority_code, birthday.person_id, birthday.birthday_age
)

select * from final
