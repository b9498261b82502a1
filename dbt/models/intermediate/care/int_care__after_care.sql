-- The leaving-care category from the end of each spell to the next one or the 25th birthday, cut at the days on which
-- it may change: the end of care, a return to or departure from home, the 18th birthday.
with looked_after as (
    select
        *,
        -- Died, adopted, taken over by another authority, found to be adult.
        {{ reason_for_no_duty('end_reason_code') }} is not null as is_ending_duty
    from {{ ref('int_care__looked_after') }}
),

home_event as (
    select * from {{ ref('int_care__home_event') }}
),

window_after_care as (
    select
        *,
        least(
            coalesce(next_spell_start_date, twenty_fifth_birthday),
            case when is_ending_duty then spell_end_date else twenty_fifth_birthday end
        ) as until_date
    from looked_after
    where was_after_16
),

boundary as (
    select
        local_authority_code,
        person_id,
        spell_start_date,
        counted_to_date as from_date,
        false as is_home
    from window_after_care
    union all
    select
        local_authority_code,
        person_id,
        spell_start_date,
        event_date as from_date,
        is_home
    from home_event
),

last_word as (
    select
        local_authority_code,
        person_id,
        spell_start_date,
        from_date,
        bool_or(is_home) as is_home
    from boundary
    group by local_authority_code, person_id, spell_start_date, from_date
),

minor as (
    select
        window_after_care.*,
        last_word.from_date,
        least(
            window_after_care.until_date,
            window_after_care.eighteenth_birthday,
            coalesce(
                lead(last_word.from_date) over (
                    partition by last_word.local_authority_code, last_word.person_id, last_word.spell_start_date
                    order by last_word.from_date
                ), window_after_care.eighteenth_birthday
            )
        ) as to_date,
        window_after_care.eligible_from_date is not null and not last_word.is_home as is_relevant
    from window_after_care
    inner join last_word
        on
            {{ same_person('window_after_care', 'last_word') }}
            and window_after_care.spell_start_date = last_word.spell_start_date
),

adult as (
    select
        window_after_care.local_authority_code,
        window_after_care.person_id,
        window_after_care.eighteenth_birthday as from_date,
        window_after_care.until_date as to_date,
        coalesce(minor.is_relevant, window_after_care.eligible_from_date is not null) as is_former_relevant
    from window_after_care
    -- Who left before is what they were on the day before the 18th birthday; who did not was eligible or was not.
    left join minor
        on
            {{ same_person('window_after_care', 'minor') }}
            and window_after_care.spell_start_date = minor.spell_start_date
            and minor.from_date < minor.to_date
            and minor.to_date = minor.eighteenth_birthday
    where window_after_care.until_date > window_after_care.eighteenth_birthday
),

final as (
    select
        local_authority_code,
        person_id,
        from_date as valid_from_date,
        to_date as valid_to_date,
        case when is_relevant then 'RELEVANT' else 'QUALIFYING' end as eligibility_code
    from minor
    where from_date < to_date
    union all
    select
        local_authority_code,
        person_id,
        from_date as valid_from_date,
        to_date as valid_to_date,
        case when is_former_relevant then 'FORMER_RELEVANT' else 'QUALIFYING' end as eligibility_code
    from adult
    where from_date < to_date
)

select * from final
