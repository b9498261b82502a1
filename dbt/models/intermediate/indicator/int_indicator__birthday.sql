with birthdays as (select * from {{ ref('int_contact__at_birthday') }}),

periods as (select * from {{ ref('int_indicator__period') }}),

counted as (
    select
        birthdays.*,
        periods.period_end_date
    from birthdays
    inner join periods
        on birthdays.birthday_date between periods.period_start_date and periods.period_end_date
    where
        birthdays.is_care_leaver
        -- Until the window closes, the contact that will count may still be to come. From 22 it closes only with the
        -- collection year: the state known so far stands, so that a quarter is about all ages.
        and (birthdays.is_window_closed or birthdays.birthday_age >= 22)
        -- DfE leaves out those who died or went back to parents for six months (SSDA903 guide, care leavers).
        and coalesce(birthdays.in_touch_code not in ('DIED', 'RHOM'), true)
),

final as (
    -- Whoever has no information stays in the denominator, as in the published measures.
    select
        local_authority_code,
        period_end_date,
        person_id,
        birthday_age,
        coalesce(in_touch_code = 'YES', false) as is_in_touch,
        coalesce(activity_code in ('F1', 'P1', 'F2', 'P2', 'F4', 'P4', 'F5', 'P5'), false) as is_in_education_or_work,
        coalesce(activity_code in ('F1', 'P1', 'F2', 'P2'), false) as is_in_education,
        coalesce(activity_code in ('F1', 'P1'), false) as is_in_higher_education,
        coalesce(activity_code in ('F2', 'P2'), false) as is_in_other_education,
        coalesce(activity_code in ('F4', 'P4'), false) as is_in_apprenticeship,
        coalesce(activity_code in ('F5', 'P5'), false) as is_in_training_or_work,
        coalesce(activity_code in ('G4', 'G5', 'G6'), false) as is_neet,
        coalesce(activity_code = 'G4', false) as is_neet_through_illness,
        coalesce(suitability_code = '1', false) as is_suitable,
        -- Abroad, deported and not known are neither suitable nor unsuitable: they leave the denominator.
        coalesce(accommodation_code not in ('G', 'H', 'R'), true) as is_suitability_counted,
        coalesce(accommodation_code = 'X', false) as is_in_custody,
        coalesce(accommodation_code = 'Z', false) as is_staying_put
    from counted
)

select * from final
